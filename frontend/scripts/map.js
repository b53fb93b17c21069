// The map: council areas from our own data, tiles below them if there are any, and then what the page asks for:
// picking a place, showing cases. Where it cannot be drawn, nothing appears and the page does without.
import { showCases } from "./map/cases.js";
import { showCells } from "./map/cells.js";
import { frame } from "./map/frame.js";
import { letPick } from "./map/pick.js";
import { recolour, styleFor } from "./map/style.js";

function stylesheet(href) {
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((resolve) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve);
    document.head.append(link);
  });
}

async function geojson(url) {
  const empty = { type: "FeatureCollection", features: [] };
  if (!url) return empty;
  const answer = await fetch(url, { headers: { accept: "application/geo+json, application/json" } });
  return answer.ok ? answer.json() : empty;
}

function bounds(gl, collection) {
  const box = new gl.LngLatBounds();
  const walk = (part) => (typeof part[0] === "number" ? box.extend(part) : part.forEach(walk));
  for (const { geometry } of collection.features) if (geometry) walk(geometry.coordinates);
  return box;
}

async function draw(element) {
  const { maplibre, worker, styles, areas: areasUrl, label } = element.dataset;
  const [gl, areas] = await Promise.all([import(maplibre), geojson(areasUrl), stylesheet(styles)]);
  gl.setWorkerUrl(new URL(worker, location.href).href);
  const parts = frame(element);
  element.dataset.ready = "";
  const map = new gl.Map({
    container: parts.canvas,
    style: styleFor(element, areas),
    attributionControl: element.dataset.credit ? { compact: true } : false,
    cooperativeGestures: false,
    dragRotate: false,
    fadeDuration: 0,
    locale: { "Map.Title": label },
    maxPitch: 0,
    pitchWithRotate: false,
  });
  parts.canvas.append(parts.middle);
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new gl.NavigationControl({ showCompass: false }), "top-right");
  const box = bounds(gl, areas);
  if (!box.isEmpty()) map.fitBounds(box, { padding: 24, animate: false });
  await map.once("load");
  recolour(map, element);
  if (element.dataset.cells) await showCells({ gl, map, element, load: geojson });
  // A few cases of a list are what the page is about; the cases of an address are everywhere.
  else await showCases({ gl, map, element, load: geojson, fit: box.isEmpty() || !element.dataset.cases });
  if (element.dataset.lon) letPick({ gl, map, element, parts });
  element.dataset.drawn = "";
}

async function drawOrHide(element) {
  try {
    await draw(element);
  } catch (error) {
    delete element.dataset.ready;
    console.warn("The map cannot be drawn here.", error);
  }
}

// A map below the fold is fetched when it comes near: it is most of what a page weighs.
function whenNear(element) {
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watch.disconnect();
    drawOrHide(element);
  }, { rootMargin: "300px" });
  const marker = document.createElement("div");
  element.before(marker);
  watch.observe(marker);
}

for (const element of document.querySelectorAll("[data-map]")) whenNear(element);
