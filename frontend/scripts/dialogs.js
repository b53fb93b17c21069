// <button data-opens="id"> opens the dialog of that id; the platform's own <dialog> does the rest.

export function startDialogs() {
  document.addEventListener("click", ({ target }) => {
    const opener = target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    else if (target.matches("dialog.heard-dialog")) target.close();
  });
  // A menu closes when the person goes elsewhere.
  for (const type of ["click", "focusin"]) {
    document.addEventListener(type, ({ target }) => {
      for (const menu of document.querySelectorAll("details.heard-menu[open]")) {
        if (!menu.contains(target)) menu.open = false;
      }
    });
  }
  document.addEventListener("keydown", ({ key }) => {
    const menu = key === "Escape" && document.querySelector("details.heard-menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
