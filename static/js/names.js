// Keys for the queue of names and for the passages of an edition. Without this file every answer is a button and every
// name or passage a link.

const OFF = "names-keys-off"; // for this tab only, and nothing of a case
const FIELDS = "input, select, textarea, [contenteditable]";

const keysOff = () => sessionStorage.getItem(OFF) === "yes";

function waysOf(key) {
  if (/^[1-9]$/.test(key)) return `[data-key="${key}"]`;
  return { j: "[data-next]", k: "[data-previous]", u: "[data-undo]" }[key.toLowerCase()];
}

// A checkbox or a button takes no letters: only a field one types or chooses in does.
function isTyping(target) {
  const field = target.closest(FIELDS);
  return field !== null && !["checkbox", "radio", "button", "submit"].includes(field.type);
}

// A number leads to a field or to the first of several answers, or gives the answer where it is the only one.
const use = (control) => (control.matches(FIELDS) || "keyFocus" in control.dataset ? control.focus() : control.click());

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest(FIELDS) && !event.defaultPrevented) {
    document.querySelector("[data-open-name]")?.focus({ preventScroll: true });
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  if (event.defaultPrevented || isTyping(event.target)) return;
  const help = document.querySelector("[data-keys]");
  if (event.key === "?" && help) {
    event.preventDefault();
    help.open = !help.open;
    if (help.open) help.querySelector("summary").focus();
    return;
  }
  const way = waysOf(event.key);
  const control = way && !keysOff() && document.querySelector(way);
  if (!control) return;
  event.preventDefault();
  use(control);
});

for (const help of document.querySelectorAll("[data-keys]")) {
  const button = help.querySelector("[data-keys-switch]");
  const tell = () => { button.textContent = keysOff() ? "Turn these keys on" : "Turn these keys off"; };
  help.hidden = false;
  button.addEventListener("click", () => {
    sessionStorage.setItem(OFF, keysOff() ? "no" : "yes");
    tell();
  });
  tell();
}

// After an answer the next name is read out, and the keyboard goes on from there; the browser goes to the anchor first.
if (["#name", "#at-hand"].includes(location.hash) && !document.querySelector(".govuk-error-summary")) {
  window.addEventListener("load", () => {
    setTimeout(() => {
      if (document.activeElement !== document.body) return; // somebody was quicker
      document.querySelector("[data-open-name]")?.focus({ preventScroll: true });
    });
  });
}
