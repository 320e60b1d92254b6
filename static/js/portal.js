// Every page works without this file. It starts the design system's components and a few habits of our own.
import { initAll as initGovuk } from "../vendor/govuk-frontend.min.js";

initGovuk();

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
