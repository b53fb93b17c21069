// More cases than a browser should hold: what is in sight is asked for anew whenever the map comes to rest.
import { addLayers, letPress, listBeside } from "./cases.js";

const NEARER = 2;

function addressOf(element, map) {
  const url = new URL(element.dataset.cells, location.href);
  url.searchParams.set("bbox", map.getBounds().toArray().flat().map((degrees) => degrees.toFixed(5)).join(","));
  url.searchParams.set("zoom", map.getZoom().toFixed(1));
  return url;
}

export async function showCells({ gl, map, element, load }) {
  const source = { type: "geojson", data: await load(addressOf(element, map)) };
  addLayers(map, source, { group: "count", count: "count" });
  const zoomInto = ({ geometry }) => map.easeTo({ center: geometry.coordinates, zoom: map.getZoom() + NEARER });
  letPress({ gl, map, list: listBeside(element), zoomInto });

  // An answer that comes after a newer question is not shown.
  let asked = 0;
  async function refresh() {
    const mine = ++asked;
    const cases = await load(addressOf(element, map));
    if (mine === asked) map.getSource("cases").setData(cases);
  }
  map.on("moveend", refresh);
  document.body.addEventListener("live:inbox", refresh);
}
