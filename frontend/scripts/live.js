// Live changes: each event of <body data-live-url> becomes DOM events that htmx listens to: "live:<topic>:<kind>", and
// "live:<topic>" unless only somebody's presence changed. Events carry no content: that is fetched under the reader's own
// permissions.

const PASSING = ["presence", "writing"];
// Later than this after the page was asked for, something may have happened between the page and its stream.
const LATE_MS = 1000;
let source = null;

function dispatch(name) {
  document.body.dispatchEvent(new CustomEvent(name));
}

function tell({ topic, kind }) {
  dispatch(`live:${topic}:${kind}`);
  if (!PASSING.includes(kind)) dispatch(`live:${topic}`);
}

// Whatever happened while nobody listened is fetched once: everything on this page that follows a topic.
function catchUp() {
  const names = new Set();
  for (const element of document.querySelectorAll("[hx-trigger*='live:']")) {
    for (const [name] of element.getAttribute("hx-trigger").matchAll(/live:[^\s,[]+/g)) names.add(name);
  }
  for (const name of names) if (!PASSING.some((kind) => name.endsWith(`:${kind}`))) dispatch(name);
}

function open(url, { missed = false } = {}) {
  source = new EventSource(url, { withCredentials: true });
  source.addEventListener("message", ({ data }) => tell(JSON.parse(data)));
  source.addEventListener("error", () => {
    missed = true;
  });
  source.addEventListener("open", () => {
    if (missed) catchUp();
    missed = false;
  });
}

function close() {
  source?.close();
  source = null;
}

export function startLive() {
  const url = document.body.dataset.liveUrl;
  if (!url) return;
  open(url);
  source.addEventListener("open", () => performance.now() > LATE_MS && catchUp(), { once: true });
  // A browser allows six connections to one host: a tab nobody looks at gives its own back.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) close();
    else if (!source) open(url, { missed: true });
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && !source) open(url, { missed: true });
  });
}
