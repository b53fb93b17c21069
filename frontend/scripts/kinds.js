// A field that only some kinds need (data-kinds="choice choices") shows with them. The kind is what the field "kind" says,
// or the first word of what another says (data-kinds-of="when"). Without a script it always shows.

function update(form) {
  for (const field of form.querySelectorAll("[data-kinds]")) {
    const [kind] = (form.elements[field.dataset.kindsOf ?? "kind"]?.value ?? "").split(" ");
    field.closest(".govuk-form-group").hidden = !field.dataset.kinds.split(" ").includes(kind);
  }
}

export function startKinds() {
  const forms = new Set([...document.querySelectorAll("[data-kinds]")].map((field) => field.form));
  for (const form of forms) update(form);
  // The notice of the step before takes the cursor from where the next one begins.
  document.querySelector(".heard-quick [autofocus]")?.focus();
  document.addEventListener("change", ({ target }) => {
    if (target.form?.querySelector("[data-kinds]")) update(target.form);
  });
}
