// Saves a cell of a chronology when it is left, and says beside it what is wrong. Without this file every row has a
// button that sends it. Nothing is kept in the browser: computers are shared.

const TRY_AGAIN = 5000; // milliseconds after which a save that failed is tried again
const WORDS = {
  connection: "Not saved: no connection. Keep this page open.",
  signedOut: "Not saved: you have been signed out. Sign in again in another tab, then come back to this cell and leave it.",
  trouble: "Not saved: something is wrong on our side. Keep this page open.",
};

const isJson = (answer) => answer.headers.get("Content-Type")?.startsWith("application/json");
const status = document.querySelector("[data-grid-status]");
const say = (words) => { status.textContent = words; };
const show = (element, words) => {
  if (!element) return;
  element.textContent = words;
  element.hidden = !words;
};

class Row {
  constructor(tr) {
    this.tr = tr;
    this.name = tr.dataset.row;
    this.form = tr.querySelector("form");
    this.cells = [...tr.querySelectorAll("textarea")];
    this.saved = new Map(this.cells.map((cell) => [cell.name, cell.value]));
    this.refused = new Map(); // what stood below each cell that was not saved, by its name
    this.queue = Promise.resolve();
    this.stale = false;
    this.form.querySelector("button").hidden = true;
    this.form.addEventListener("submit", (event) => this.submit(event));
  }

  changed() {
    return this.cells.filter((cell) => cell.value !== this.saved.get(cell.name));
  }

  // A date that was proposed is a button of the form: it is put into the cell and saved like one that was typed.
  submit(event) {
    event.preventDefault();
    const cell = this.cells.find((each) => each.name === "date");
    if (event.submitter?.name === "reading" && cell) {
      cell.value = event.submitter.value;
      cell.focus();
    }
    this.save();
  }

  save() {
    this.queue = this.queue.then(() => this.send());
    return this.queue;
  }

  async send() {
    const cells = this.changed();
    if (!cells.length || this.stale) return;
    const sent = new Map(cells.map((cell) => [cell.name, cell.value]));
    let answer;
    try {
      answer = await this.post(sent);
      if (answer.status === 403 && !isJson(answer) && (await this.renewToken())) answer = await this.post(sent);
    } catch {
      this.fail(WORDS.connection, true);
      return;
    }
    if (!isJson(answer)) {
      this.fail(answer.redirected ? WORDS.signedOut : WORDS.trouble);
      return;
    }
    const row = await answer.json();
    if (!answer.ok) {
      this.stale = answer.status === 409;
      this.fail(row.refused);
      for (const cell of cells) this.refuse(cell, row.refused);
      return;
    }
    for (const [name, value] of sent) this.saved.set(name, value);
    this.tell(row);
  }

  post(sent) {
    const body = new URLSearchParams({
      csrfmiddlewaretoken: this.form.elements.csrfmiddlewaretoken.value,
      version: this.form.elements.version.value,
    });
    for (const [name, value] of sent) body.append(name, value);
    return fetch(this.form.action, {
      method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" },
    });
  }

  // Signing in again, in another tab, changes the token that every form carries.
  async renewToken() {
    const answer = await fetch(this.tr.closest("[data-grid]").dataset.token, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) return false;
    const { csrf } = await answer.json();
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = csrf;
    return true;
  }

  fail(words, again = false) {
    show(this.tr.querySelector("[data-saved]"), words);
    say(`${this.name}: ${words}`);
    if (again) setTimeout(() => this.save(), TRY_AGAIN);
  }

  mark(cell, message) {
    show(this.tr.querySelector(`#m-${CSS.escape(cell.id)} [data-message]`), message);
    if (message) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
  }

  refuse(cell, words) {
    const said = this.tr.querySelector(`#m-${CSS.escape(cell.id)} [data-message]`).textContent;
    if (!this.refused.has(cell.name)) this.refused.set(cell.name, said);
    this.mark(cell, words);
  }

  putBack(cell) {
    cell.value = this.saved.get(cell.name);
    if (this.refused.has(cell.name)) this.mark(cell, this.refused.get(cell.name));
    this.refused.delete(cell.name);
    if (!this.changed().length) show(this.tr.querySelector("[data-saved]"), "");
  }

  tell(row) {
    this.refused.clear();
    this.form.elements.version.value = row.version;
    this.tr.className = `portal-grid__is-${row.state}`;
    show(this.tr.querySelector("[data-state]"), row.state_words);
    show(this.tr.querySelector("[data-saved]"), `Saved ${row.saved}`);
    show(this.tr.querySelector("[data-general]"), row.messages[""] ?? "");
    for (const cell of this.cells) {
      const below = this.tr.querySelector(`#m-${CSS.escape(cell.id)}`);
      this.mark(cell, row.messages[cell.name] ?? "");
      show(below.querySelector("[data-was]"), cell.name in row.was ? `In the file: ${row.was[cell.name]}` : "");
      if (cell.name === "date") show(below.querySelector("[data-reads]"), row.reads);
    }
    const readings = this.tr.querySelector("[data-readings]");
    if (readings) readings.hidden = !("date" in row.messages);
    document.querySelector("[data-counts]").textContent = row.counts;
    document.querySelector("[data-when-settled]").hidden = row.waiting > 0;
    const wrong = Object.values(row.messages).join(" ");
    say(`${this.name} saved at ${row.saved}. ${row.state_words}. ${wrong}`);
  }
}

const rows = [...document.querySelectorAll("tr[data-row]")].filter((tr) => tr.querySelector("form")).map((tr) => new Row(tr));
const rowOf = (cell) => rows.find((row) => row.cells.includes(cell));

function beside(cell, key) {
  const row = rowOf(cell);
  const across = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (across) return row.cells[row.cells.indexOf(cell) + across];
  const other = rows[rows.indexOf(row) + (key === "ArrowUp" ? -1 : 1)];
  return other?.cells.find((each) => each.name === cell.name);
}

function leaves(cell, key) {
  const atStart = cell.selectionStart === 0 && cell.selectionEnd === 0;
  const atEnd = cell.selectionStart === cell.value.length;
  return { ArrowLeft: atStart, ArrowUp: atStart, ArrowRight: atEnd, ArrowDown: atEnd }[key];
}

function go(cell) {
  if (!cell) return;
  cell.focus();
  cell.setSelectionRange(cell.value.length, cell.value.length);
}

document.addEventListener("focusout", (event) => {
  const row = event.target.matches?.(".portal-grid__cell") && rowOf(event.target);
  if (row) row.save();
});

document.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (!cell.matches?.(".portal-grid__cell") || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape") {
    rowOf(cell).putBack(cell);
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    const below = beside(cell, "ArrowDown");
    if (below) go(below);
    else rowOf(cell).save();
  } else if (event.key.startsWith("Arrow") && !event.shiftKey && leaves(cell, event.key) && beside(cell, event.key)) {
    event.preventDefault();
    go(beside(cell, event.key));
  }
});

window.addEventListener("online", () => rows.forEach((row) => row.save()));
window.addEventListener("beforeunload", (event) => { if (rows.some((row) => row.changed().length)) event.preventDefault(); });

// Old browsers do not fit a box to its text by themselves.
if (!CSS.supports("field-sizing", "content")) {
  document.addEventListener("input", ({ target }) => {
    if (target.matches(".portal-grid__cell")) target.style.height = `${target.scrollHeight}px`;
  });
}
