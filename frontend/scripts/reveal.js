// A choice that shows a further question. Without a script every question shows.
// (GOV.UK Frontend's own script marks radios aria-expanded, which a radio may not wear.)

function update(input) {
  const revealed = document.getElementById(input.dataset.ariaControls);
  revealed?.classList.toggle(`govuk-${input.type === "radio" ? "radios" : "checkboxes"}__conditional--hidden`, !input.checked);
}

function updateAll(root) {
  for (const input of root.querySelectorAll("input[data-aria-controls]")) update(input);
}

export function startReveals() {
  updateAll(document);
  document.body.addEventListener("htmx:load", (event) => updateAll(event.detail.elt));
  // Choosing one radio leaves another without an event of its own: look at the whole form.
  document.addEventListener("change", ({ target }) => {
    if (target.matches("input[type=radio], input[type=checkbox]")) updateAll(target.form ?? document);
  });
  addEventListener("pageshow", () => updateAll(document));
}
