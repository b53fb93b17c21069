// What opens: <button data-opens="id"> a dialog, <a data-opens-here="id"> a fold or a form of this page, and the menus.

// Answers that came back with a mistake stay open, however the person moves on the page.
function closeMenusWithout(target) {
  for (const menu of document.querySelectorAll("details.heard-menu[open]")) {
    if (!menu.contains(target) && !menu.querySelector(".govuk-error-message")) menu.open = false;
  }
}

function openHere(id) {
  const place = document.getElementById(id);
  if (!place) return;
  if (place.matches("details")) place.open = true;
  place.scrollIntoView({ block: "nearest" });
  place.querySelector("textarea, input:not([type=hidden]), select, button")?.focus();
}

function press(event) {
  const { target } = event;
  const dialog = target.closest("[data-opens]");
  const here = target.closest("[data-opens-here]");
  if (dialog) document.getElementById(dialog.dataset.opens)?.showModal();
  else if (target.matches("dialog.heard-dialog")) target.close();
  closeMenusWithout(target);
  if (here) {
    event.preventDefault();
    openHere(here.dataset.opensHere);
  }
}

function escape({ key }) {
  const menu = key === "Escape" && document.querySelector("details.heard-menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

export function startOpeners() {
  document.addEventListener("click", press);
  document.addEventListener("focusin", ({ target }) => closeMenusWithout(target));
  document.addEventListener("keydown", escape);
  // A link to a fold from elsewhere opens it.
  const fold = location.hash && document.getElementById(location.hash.slice(1));
  if (fold && fold.matches("details")) fold.open = true;
}
