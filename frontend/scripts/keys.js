// The desk by keyboard. A page says what a key does: data-key="r" on a button, link or field; rows carry data-row.

const OFF = "heard-keys-off";

function typing(target) {
  return target.isContentEditable || target.matches("select, textarea, input:not([type=checkbox], [type=radio], [type=button])");
}

function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.getClientRects().length);
  if (!rows.length) return;
  const current = rows.findIndex((row) => row === document.activeElement || row.hasAttribute("aria-current"));
  const focused = rows.indexOf(document.activeElement);
  const from = focused >= 0 ? focused : current;
  rows[Math.min(Math.max(from + step, 0), rows.length - 1)].focus();
}

function use(element) {
  if (element.matches("input, textarea, select")) {
    element.focus();
    element.select?.();
  } else if (element.matches("details")) {
    element.open = true;
    element.querySelector("input:not([type=hidden]), select, textarea, button, a")?.focus();
  } else {
    element.click();
  }
}

function help() {
  const dialog = document.getElementById("heard-keys");
  if (dialog?.open) dialog.close();
  else dialog?.showModal();
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (event.key === "?") return help();
  if (localStorage.getItem(OFF) || document.querySelector("dialog[open]")) return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    return move(event.key === "j" ? 1 : -1);
  }
  const element = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!element) return;
  event.preventDefault();
  use(element);
}

export function startKeys() {
  document.addEventListener("keydown", press);
  const toggle = document.getElementById("heard-keys-on");
  if (!toggle) return;
  toggle.checked = !localStorage.getItem(OFF);
  toggle.addEventListener("change", () => {
    if (toggle.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
  });
}
