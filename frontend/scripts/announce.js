// One polite voice for everything that changes by itself: read out by screen readers, shown for a few seconds.

const SHOWN_FOR = 6000;

export function announce(text) {
  const region = document.getElementById("heard-toasts");
  if (!region || !text) return;
  const toast = document.createElement("div");
  toast.className = "heard-toast";
  toast.textContent = text;
  region.append(toast);
  setTimeout(() => toast.remove(), SHOWN_FOR);
}

// What htmx has refreshed because of a live event may carry a sentence: data-announce="Ana replied".
export function startAnnouncing() {
  document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
    const cause = detail.requestConfig?.triggeringEvent?.type ?? "";
    if (cause.startsWith("live:")) announce(detail.elt.dataset?.announce);
  });
}
