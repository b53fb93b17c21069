// Cases on the map, in clusters where they are many, from an address or from the list beside the map.

import { closest } from "./style.js";

const TO_GROUP = 40;
const NEAR_ENOUGH_TO_CHOOSE = 18;

function fromList(list) {
  const items = list ? [...list.querySelectorAll("[data-case][data-lon]")] : [];
  const feature = ({ dataset }) => ({
    type: "Feature",
    properties: { id: dataset.case, title: dataset.title ?? "", url: dataset.url ?? "" },
    geometry: { type: "Point", coordinates: [Number(dataset.lon), Number(dataset.lat)] },
  });
  return { type: "FeatureCollection", features: items.map(feature) };
}

// `group` is the property that says how many a point stands for, `count` the one that shows it.
export function addLayers(map, source, { group, count }) {
  map.addSource("cases", source);
  map.addLayer({
    id: "groups",
    type: "circle",
    source: "cases",
    filter: ["has", group],
    paint: { "circle-radius": ["step", ["get", group], 14, 20, 18, 100, 24], "circle-opacity": 0.92 },
  });
  map.addLayer({
    id: "group-counts",
    type: "symbol",
    source: "cases",
    filter: ["has", group],
    layout: { "text-field": ["to-string", ["get", count]], "text-font": ["sans-serif"], "text-size": 13, "text-allow-overlap": true },
  });
  const single = ["!", ["has", group]];
  const points = { type: "circle", source: "cases", paint: { "circle-radius": 8, "circle-stroke-width": 2 } };
  map.addLayer({ id: "points", ...points, filter: single });
  map.addLayer({
    id: "marked",
    ...points,
    filter: ["==", ["get", "id"], ""],
    paint: { "circle-radius": 11, "circle-stroke-width": 3 },
  });
  map.fire("layers:added");
}

function words({ title, url }) {
  const link = document.createElement(url ? "a" : "span");
  link.textContent = title;
  if (url) Object.assign(link, { className: "govuk-link", href: url });
  return link;
}

// Pressing a point says what it is, pressing a group comes nearer, and the list beside the map marks along.
export function letPress({ gl, map, list, zoomInto }) {
  const popup = new gl.Popup({ offset: 12, closeButton: false, maxWidth: "18rem" });

  function mark(id) {
    map.setFilter("marked", ["==", ["get", "id"], id ?? ""]);
    for (const item of list?.querySelectorAll("[data-case]") ?? []) {
      item.classList.toggle("heard-marked", item.dataset.case === id);
    }
  }

  map.on("click", (event) => {
    const [hit] = map.queryRenderedFeatures(event.point, { layers: ["groups", "points"] });
    if (!hit) return mark();
    event.preventDefault();
    if (hit.layer.id === "groups") return zoomInto(hit);
    popup.setLngLat(hit.geometry.coordinates).setDOMContent(words(hit.properties)).addTo(map);
    mark(hit.properties.id);
    // Where the list is one to choose from, pressing a point chooses it.
    list?.querySelector(".heard-marked input[type=radio]")?.click();
    list?.querySelector(".heard-marked")?.scrollIntoView({ block: "nearest" });
  });
  for (const layer of ["groups", "points"]) {
    map.on("mouseenter", layer, () => map.getCanvas().classList.add("heard-map--pointing"));
    map.on("mouseleave", layer, () => map.getCanvas().classList.remove("heard-map--pointing"));
  }
  for (const type of ["mouseover", "focusin"]) {
    list?.addEventListener(type, ({ target }) => mark(target.closest("[data-case]")?.dataset.case));
  }
}

export const listBeside = ({ dataset }) => (dataset.linked ? document.getElementById(dataset.linked) : null);

export async function showCases({ gl, map, element, load, fit }) {
  const list = listBeside(element);
  if (!element.dataset.cases && !list) return;
  const current = async () => (element.dataset.cases ? load(element.dataset.cases) : fromList(list));
  // What is chosen from stands close together, and must not be grouped.
  const choosing = Boolean(list?.querySelector("input[type=radio]"));
  const source = { type: "geojson", data: await current(), cluster: !choosing, clusterRadius: TO_GROUP, clusterMaxZoom: 16 };
  addLayers(map, source, { group: "point_count", count: "point_count_abbreviated" });

  async function zoomInto(group) {
    const zoom = await map.getSource("cases").getClusterExpansionZoom(group.properties.cluster_id);
    map.easeTo({ center: group.geometry.coordinates, zoom: zoom + 0.5 });
  }

  letPress({ gl, map, list, zoomInto });
  // The list is refreshed by htmx; the pins follow it.
  if (list) new MutationObserver(async () => map.getSource("cases").setData(await current())).observe(list, { childList: true, subtree: true });
  if (fit) fitTo(gl, map, await current(), choosing ? NEAR_ENOUGH_TO_CHOOSE : closest(element));
}

function fitTo(gl, map, cases, maxZoom) {
  const box = new gl.LngLatBounds();
  for (const { geometry } of cases.features) box.extend(geometry.coordinates);
  if (!box.isEmpty()) map.fitBounds(box, { padding: 40, maxZoom, animate: false });
}
