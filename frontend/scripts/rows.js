// The list begins where the open case is, so that going from case to case never loses one's place.

export function startRows() {
  const current = document.querySelector("[data-row][aria-current]");
  current?.closest(".heard-row")?.scrollIntoView({ block: "center" });
}
