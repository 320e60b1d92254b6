// Every page works without this file. It starts the design system's components and two habits of our own.
import { initAll as initGovuk } from "../vendor/govuk-frontend.min.js";
import { initAll as initMoj } from "../vendor/moj-frontend.min.js";

initGovuk();
initMoj();

// Leaving a page with typing that has not been sent: the browser asks first.
for (const form of document.querySelectorAll("form[data-keep-typing]")) {
  let touched = false;
  form.addEventListener("input", () => { touched = true; });
  form.addEventListener("submit", () => { touched = false; });
  window.addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
}

// A filter that is changed is applied at once; without script its own button does it.
for (const control of document.querySelectorAll("[data-apply-on-change]")) {
  control.addEventListener("change", () => control.form.requestSubmit());
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// On a phone the filters start folded, so that the list itself is in sight.
if (window.matchMedia("(max-width: 48em)").matches) {
  for (const filters of document.querySelectorAll("details[data-filters]")) {
    filters.open = filters.querySelector(".govuk-form-group--error") !== null;
  }
}
