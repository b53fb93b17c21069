// A field that only some kinds of answers need (data-kinds="choice choices") shows with them. Without a script it always
// shows.

function update(form) {
  const kind = form.elements.kind?.value;
  for (const field of form.querySelectorAll("[data-kinds]")) {
    field.closest(".govuk-form-group").hidden = !field.dataset.kinds.split(" ").includes(kind);
  }
}

export function startKinds() {
  const forms = new Set([...document.querySelectorAll("[data-kinds]")].map((field) => field.form));
  for (const form of forms) update(form);
  // The notice of the step before takes the cursor from where the next one begins.
  document.querySelector(".heard-quick [autofocus]")?.focus();
  document.addEventListener("change", ({ target }) => {
    if (target.name === "kind" && target.form) update(target.form);
  });
}
