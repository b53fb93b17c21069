// The map's style, made here: no style file, no fonts, no sprites are fetched from anywhere.

const PAINTED = [
  ["land", "background-color", "--heard-map-land"],
  ["areas", "fill-color", "--heard-map-area"],
  ["borders", "line-color", "--heard-map-line"],
  ["names", "text-color", "--heard-quiet"],
  ["names", "text-halo-color", "--heard-map-area"],
  ["groups", "circle-color", "--heard-brand"],
  ["group-counts", "text-color", "--heard-on-brand"],
  ["points", "circle-color", "--heard-brand"],
  ["points", "circle-stroke-color", "--heard-page"],
  ["marked", "circle-color", "--heard-focus"],
  ["marked", "circle-stroke-color", "--heard-focus-text"],
];

// Without tiles there is nothing to see between the borders: stay where they are in sight.
export function closest(element) {
  return element.dataset.tiles ? 16 : 13;
}

const darkScheme = matchMedia("(prefers-color-scheme: dark)");

function tileLayers(element) {
  if (!element.dataset.tiles) return { sources: {}, layers: [] };
  const tiles = { type: "raster", tiles: [element.dataset.tiles], tileSize: 256, maxzoom: 19, attribution: element.dataset.credit };
  return { sources: { tiles }, layers: [{ id: "tiles", type: "raster", source: "tiles" }] };
}

// The areas' names stand at one point each, so that a name is not repeated in every tile.
function middles(areas) {
  const middle = ({ geometry, properties }) => {
    const ring = geometry.type === "Polygon" ? geometry.coordinates[0] : largest(geometry.coordinates.map((part) => part[0]));
    const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)];
    const centre = (values) => (Math.min(...values) + Math.max(...values)) / 2;
    return { type: "Feature", properties, geometry: { type: "Point", coordinates: [centre(lons), centre(lats)] } };
  };
  const shapes = areas.features.filter(({ geometry }) => geometry?.type.endsWith("Polygon"));
  return { type: "FeatureCollection", features: shapes.map(middle) };
}

function largest(rings) {
  return rings.reduce((most, ring) => (ring.length > most.length ? ring : most));
}

export function styleFor(element, areas) {
  const colour = coloursOf(element);
  const { sources, layers } = tileLayers(element);
  const withTiles = layers.length > 0;
  return {
    version: 8,
    sources: {
      ...sources,
      areas: { type: "geojson", data: areas },
      middles: { type: "geojson", data: middles(areas) },
    },
    layers: [
      { id: "land", type: "background", paint: { "background-color": colour("--heard-map-land") } },
      ...layers,
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": colour("--heard-map-area"), "fill-opacity": withTiles ? 0.12 : 1 } },
      { id: "borders", type: "line", source: "areas", paint: { "line-color": colour("--heard-map-line"), "line-width": 1.5 } },
      {
        id: "names",
        type: "symbol",
        source: "middles",
        maxzoom: 14,
        layout: { "text-field": ["get", "name"], "text-font": ["sans-serif"], "text-size": 13, "text-max-width": 8 },
        paint: { "text-halo-width": 1.5 },
      },
    ],
  };
}

function coloursOf(element) {
  const colours = getComputedStyle(element);
  return (variable) => colours.getPropertyValue(variable).trim();
}

function paint(map, element) {
  const colour = coloursOf(element);
  for (const [layer, property, variable] of PAINTED) {
    if (map.getLayer(layer)) map.setPaintProperty(layer, property, colour(variable));
  }
  if (map.getLayer("tiles")) map.setPaintProperty("tiles", "raster-brightness-max", darkScheme.matches ? 0.55 : 1);
}

export function recolour(map, element) {
  paint(map, element);
  darkScheme.addEventListener("change", () => paint(map, element));
  map.on("layers:added", () => paint(map, element));
}
