// The toolbar of the writing desk: it puts the marks of Markdown into the text. Without this file they are typed.

const DIGIT = /^Digit([0-9])$/;

// Typing through the browser's own command keeps its undo; it also tells the draft that something was typed.
function replace(area, start, end, words) {
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, end);
  const done = words ? document.execCommand("insertText", false, words) : document.execCommand("delete");
  if (done) return;
  area.setRangeText(words, start, end, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

// Bold and italic: around what is marked, or taken away where it stands there already.
function around(area, sign) {
  const { value, selectionStart, selectionEnd } = area;
  const [start, end] = trimmed(value, selectionStart, selectionEnd);
  const words = value.slice(start, end);
  if (isMarked(value, start, end, sign)) {
    replace(area, start - sign.length, end + sign.length, words);
    area.setSelectionRange(start - sign.length, end - sign.length);
  } else {
    replace(area, start, end, sign + words + sign);
    area.setSelectionRange(start + sign.length, end + sign.length);
  }
}

// "*" beside "**" is not italic: three signs are both.
function isMarked(value, start, end, sign) {
  const before = /\**$/.exec(value.slice(0, start))[0].length;
  const after = /^\**/.exec(value.slice(end))[0].length;
  const signs = Math.min(before, after);
  return sign === "**" ? signs >= 2 : signs % 2 === 1;
}

// Markdown takes no sign beside a space.
function trimmed(value, start, end) {
  const words = value.slice(start, end);
  const left = words.length - words.trimStart().length;
  const right = words.length - words.trimEnd().length;
  return left === words.length ? [start, end] : [start + left, end - right];
}

// Headings, lists and quotations: before each marked line, or taken away where each line has it.
function before(area, sign) {
  const { value, selectionStart, selectionEnd } = area;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const next = value.indexOf("\n", Math.max(selectionEnd - (selectionEnd > selectionStart ? 1 : 0), start));
  const end = next < 0 ? value.length : next;
  const lines = value.slice(start, end).split("\n");
  const kind = kindOf(sign);
  const said = lines.filter((line) => line.trim());
  const all = said.length > 0 && said.every((line) => kind.test(line));
  let number = 0;
  const changed = lines.map((line) => {
    if (!line.trim() && lines.length > 1) return line;
    const bare = line.replace(/^(#{1,6} |> |[-*+] |\d{1,9}[.)] )/, "");
    if (all) return line.replace(kind, "");
    number += 1;
    return (sign === "1. " ? `${number}. ` : sign) + bare;
  });
  // A list or a heading begins a block of its own.
  const gap = !all && start > 0 && value[start - 2] !== "\n" ? "\n" : "";
  const words = gap + changed.join("\n");
  replace(area, start, end, words);
  const from = start + gap.length;
  if (selectionEnd > selectionStart) area.setSelectionRange(from, start + words.length);
}

function kindOf(sign) {
  if (sign === "1. ") return /^\d{1,9}[.)] /;
  if (sign === "- ") return /^[-*+] /;
  return sign.startsWith("#") ? new RegExp(`^#{${sign.trim().length}} `) : /^> /;
}

function press(area, button) {
  if (button.dataset.around) around(area, button.dataset.around);
  else before(area, button.dataset.before);
}

// One stop of the Tab key for the whole toolbar; arrows go through it (ARIA practice for toolbars).
function oneStop(bar, buttons) {
  const go = (button) => {
    for (const each of buttons) each.tabIndex = each === button ? 0 : -1;
  };
  go(buttons[0]);
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const button = buttons.at(to % buttons.length);
    go(button);
    button.focus();
  });
}

for (const bar of document.querySelectorAll("[data-marks-for]")) {
  const area = document.getElementById(bar.dataset.marksFor);
  const buttons = [...bar.querySelectorAll("button")];
  area.before(bar);
  bar.hidden = false;
  oneStop(bar, buttons);
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // what is marked stays marked
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) press(area, button);
  });
  area.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const digit = DIGIT.exec(event.code);
    const key = digit ? event.shiftKey && digit[1] : !event.shiftKey && event.key.toLowerCase();
    const button = key && buttons.find((each) => each.dataset.keys === key);
    if (!button) return;
    event.preventDefault();
    press(area, button);
  });
}

// The drawer of evidence answers in place, so that the text stays as it is. It is sent by POST: words searched for may be names,
// and an address is written down in many places.
class Drawer {
  constructor(section) {
    this.section = section;
    this.form = document.getElementById("desk");
    section.addEventListener("click", (event) => this.clicked(event));
    section.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.id !== "evidence-words" || event.isComposing) return;
      event.preventDefault();
      this.look(section.querySelector("[data-search]"), "#evidence-words");
    });
  }

  clicked(event) {
    const button = event.target.closest("button[name=look]");
    if (!button) return;
    event.preventDefault();
    const again = `button[name=look][value="${button.value}"]`;
    this.look(button, "turn" in button.dataset || "search" in button.dataset ? "[data-count]" : again);
  }

  async look(button, focusOn) {
    const values = new URLSearchParams({ look: button.value, only: "evidence" });
    values.set("words", this.section.querySelector("#evidence-words").value);
    values.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    this.section.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(location.pathname, { method: "POST", body: values, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) throw new Error("no drawer");
      this.section.innerHTML = await answer.text();
      this.section.scrollTop = 0;
      this.section.querySelector(focusOn)?.focus({ preventScroll: true });
    } catch {
      const count = this.section.querySelector("[data-count]");
      count.textContent = "The evidence could not be loaded. Your text is untouched. Try again.";
      count.focus();
    } finally {
      this.section.removeAttribute("aria-busy");
    }
  }
}

for (const section of document.querySelectorAll("[data-evidence]")) new Drawer(section);

// Citing puts a reference where the cursor was in the text, or at its end where nobody has been in it yet.
const text = document.getElementById("id_text");
let been = false;
text?.addEventListener("focus", () => { been = true; });

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=cite]");
  if (!button || !text) return;
  event.preventDefault();
  const at = been ? text.selectionEnd : text.value.length;
  const gap = at > 0 && !/\s/.test(text.value[at - 1]) ? " " : "";
  replace(text, at, at, gap + button.value);
});
