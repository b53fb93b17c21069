// The elements a map is made of: the canvas, the cross in its middle for the keyboard, the words below.

function make(name, attributes, parent) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}

function drawing(className, paths, viewBox) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("viewBox", viewBox);
  svg.setAttribute("aria-hidden", "true");
  for (const attributes of paths) {
    const path = document.createElementNS(svg.namespaceURI, "path");
    for (const [key, value] of Object.entries(attributes)) path.setAttribute(key, value);
    svg.append(path);
  }
  return svg;
}

export function pin() {
  const holder = document.createElement("div");
  const outline = "M15 39S2 24.5 2 14.5a13 13 0 0 1 26 0C28 24.5 15 39 15 39Z";
  const shapes = [
    { d: outline, fill: "currentColor", stroke: "var(--heard-page)", "stroke-width": "2" },
    { d: "M15 9.5a5 5 0 1 0 0 10 5 5 0 0 0 0-10Z", fill: "var(--heard-page)" },
  ];
  holder.append(drawing("heard-pin", shapes, "0 0 30 40"));
  return holder;
}

export function frame(element) {
  const canvas = make("div", { class: "heard-map__canvas" }, element);
  // MapLibre wants its container empty, so the cross moves in after the map.
  const cross = { d: "M20 4v12M20 24v12M4 20h12M24 20h12", fill: "none", stroke: "currentColor", "stroke-width": "3" };
  const middle = drawing("heard-map__cross", [cross], "0 0 40 40");
  if (!element.dataset.lon) return { canvas, middle };
  const here = make("button", { type: "button", class: "heard-map__locate" }, element);
  here.textContent = element.dataset.textHere;
  here.hidden = !navigator.geolocation;
  const status = make("p", { class: "heard-map__status", role: "status" }, element);
  status.textContent = element.dataset.textAsk;
  return { canvas, middle, here, status };
}
