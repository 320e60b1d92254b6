// Saves what is being typed, so that it survives a lost session, a lost connection and a closed page.
// It keeps nothing in the browser: computers are shared. Without this file a form is sent as ever.

const AFTER_TYPING = 2000; // milliseconds of quiet before a save
const AT_LATEST = 8000; // milliseconds after which a save is made although typing goes on
const TRY_AGAIN = 5000;
const KEEPALIVE_LIMIT = 60000; // bytes a browser lets a page send while it is being left

const WORDS = {
  connection: "Not saved: no connection. Keep this page open.",
  another: "Not saved: somebody else has signed in in this browser. Keep this page open and copy your text.",
  sent: "Not saved: this form was sent already. Open it again to write more.",
  long: "Not saved: this is longer than can be kept here. Copy your text.",
  old: "Not saved: this page has been open too long. Copy your text and open the page again.",
  trouble: "Not saved: something is wrong on our side. Keep this page open.",
};
const FOR_GOOD = { 400: "old", 409: "another", 410: "sent", 413: "long" };

class Draft {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-draft-status]");
    this.sequence = 0;
    this.typed = 0; // number of the newest change, and of the newest change that is on the server
    this.saved = 0;
    this.saving = false;
    this.leaving = false;
    this.failed = false;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("pagehide", () => this.save({ keepalive: true }));
    window.addEventListener("pageshow", (event) => { if (event.persisted) this.leaving = false; });
    window.addEventListener("online", () => this.save());
    window.addEventListener("beforeunload", (event) => { if (this.asksFirst()) event.preventDefault(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.save({ keepalive: true }); });
  }

  changed() {
    this.typed += 1;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.save(), AFTER_TYPING);
    this.latest ??= setTimeout(() => this.save(), AT_LATEST);
  }

  // Leaving is asked about only where leaving would lose something.
  asksFirst() {
    return !this.leaving && this.typed > this.saved && (this.failed || this.body().length > KEEPALIVE_LIMIT);
  }

  body() {
    const values = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string") values.append(name, value);
    }
    values.append("draft_sequence", this.sequence);
    return values.toString();
  }

  async save({ keepalive = false } = {}) {
    clearTimeout(this.quiet);
    clearTimeout(this.latest);
    this.latest = undefined;
    if (this.leaving || this.typed === this.saved || (this.saving && !keepalive)) return this.typed === this.saved;
    this.saving = true;
    const typed = this.typed;
    this.sequence += 1;
    try {
      const answer = await this.post(keepalive);
      if (answer.ok) {
        this.saved = Math.max(this.saved, typed);
        this.failed = false;
        this.tell(await answer.json());
      } else {
        this.fail(FOR_GOOD[answer.status] || "trouble", answer.status in FOR_GOOD);
      }
    } catch {
      this.fail("connection");
    } finally {
      this.saving = false;
    }
    if (!this.failed && this.typed > this.saved) this.changed();
    return this.typed === this.saved;
  }

  async post(keepalive) {
    const send = () => {
      const body = this.body();
      return fetch(this.form.dataset.draft, {
        method: "POST",
        body,
        keepalive: keepalive && body.length <= KEEPALIVE_LIMIT,
        credentials: "same-origin",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
      });
    };
    let answer = await send();
    if (answer.status === 403 && (await this.renewToken())) answer = await send();
    return answer;
  }

  // Signing in again, in another tab, changes the token that every form carries.
  async renewToken() {
    const answer = await fetch(this.form.dataset.draft, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) return false;
    const { csrf } = await answer.json();
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = csrf;
    return true;
  }

  tell({ saved, signed_in: signedIn }) {
    this.say(signedIn ? `Saved as a draft at ${saved}` : `Saved as a draft at ${saved}. You have been signed out.`);
  }

  fail(why, forGood = false) {
    this.failed = true;
    this.say(WORDS[why]);
    clearTimeout(this.again);
    if (!forGood) this.again = setTimeout(() => this.save(), TRY_AGAIN);
  }

  say(words) {
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  // Where the last save failed, sending would end on a page of the browser's own: find out first.
  // What stands unsaved in the other forms of the page is saved before the page is left.
  async submit(event) {
    if (event.defaultPrevented || this.leaving) return;
    const others = drafts.filter((draft) => draft !== this && draft.typed > draft.saved);
    const fails = this.failed || !navigator.onLine;
    if (!fails && !others.length) {
      this.leaving = true;
      return;
    }
    const { submitter } = event;
    event.preventDefault();
    await Promise.all(others.map((draft) => draft.save()));
    if (fails) this.typed += 1;
    if (!fails || (await this.save())) {
      this.leaving = true;
      this.form.requestSubmit(submitter);
    }
  }
}

const drafts = [...document.querySelectorAll("form[data-draft]")].map((form) => new Draft(form));
