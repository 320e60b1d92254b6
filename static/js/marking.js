// Words chosen in the text are copied into the box of the next mark with one key. Without this file they are typed or pasted.

const text = document.querySelector("[data-markable]");
const box = document.querySelector("textarea[name='words']");
const hint = document.querySelector("[data-mark-keys]");

function chosen() {
  const selection = window.getSelection();
  const within = selection.rangeCount && text.contains(selection.getRangeAt(0).commonAncestorContainer);
  if (!within) return "";
  const piece = selection.getRangeAt(0).cloneContents();
  for (const number of piece.querySelectorAll("sup")) number.remove(); // the number that leads to a reason is no part of the text
  return piece.textContent.trim();
}

if (text && box) {
  if (hint) hint.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
    if (event.key.toLowerCase() !== "m" || event.target.closest("input, select, textarea")) return;
    const words = chosen();
    if (!words) return;
    event.preventDefault();
    box.value = words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });
}
