// Live changes: each event of <body data-live-url> becomes a DOM event "live:<topic>" that htmx listens to.
// The events carry topics only; what changed is fetched under the reader's own permissions.

const OPEN = new Set();

function tell(topic, kind) {
  document.body.dispatchEvent(new CustomEvent(`live:${topic}`, { detail: { topic, kind } }));
}

function topicsOf(url) {
  return new URL(url, location.href).searchParams.getAll("topic");
}

function open(url) {
  const source = new EventSource(url, { withCredentials: true });
  let missed = false;
  source.addEventListener("message", ({ data }) => {
    const { topic, kind } = JSON.parse(data);
    tell(topic, kind);
  });
  source.addEventListener("error", () => {
    missed = true;
  });
  // Whatever happened while the line was down is fetched once when it is back.
  source.addEventListener("open", () => {
    if (missed) for (const topic of topicsOf(url)) tell(topic, "resync");
    missed = false;
  });
  OPEN.add(source);
}

function close() {
  for (const source of OPEN) source.close();
  OPEN.clear();
}

export function startLive() {
  const url = document.body.dataset.liveUrl;
  if (!url) return;
  open(url);
  // A browser allows six connections to one host: a tab nobody looks at gives its own back.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return close();
    if (!OPEN.size) {
      open(url);
      for (const topic of topicsOf(url)) tell(topic, "resync");
    }
  });
  addEventListener("pagehide", close);
}
