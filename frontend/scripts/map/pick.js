// Picking a place: press, drag the pin, "use my location", or arrow keys and Enter. It goes into two fields of the page.
import { pin } from "./frame.js";
import { closest } from "./style.js";

export function letPick({ gl, map, element, parts }) {
  const fields = [element.dataset.lon, element.dataset.lat].map((id) => document.getElementById(id));
  if (fields.some((field) => !field)) return;
  const marker = new gl.Marker({ element: pin(), anchor: "bottom", draggable: true });
  let writing = false;

  function show({ lng, lat }) {
    marker.setLngLat([lng, lat]).addTo(map);
    parts.status.textContent = element.dataset.textPicked;
  }

  function pick(place) {
    show(place);
    writing = true;
    fields[0].value = place.lng.toFixed(6);
    fields[1].value = place.lat.toFixed(6);
    for (const field of fields) field.dispatchEvent(new Event("change", { bubbles: true }));
    writing = false;
  }

  function goTo(place) {
    map.jumpTo({ center: place, zoom: Math.max(map.getZoom(), closest(element)) });
  }

  function written() {
    const [lng, lat] = fields.map((field) => Number.parseFloat(field.value));
    return Number.isFinite(lng) && Number.isFinite(lat) ? { lng, lat } : null;
  }

  // Someone else wrote the fields: an address search, a photo's own position.
  function follow() {
    const place = writing ? null : written();
    if (!place) return;
    show(place);
    goTo(place);
  }

  function locate() {
    const found = ({ coords }) => {
      const place = { lng: coords.longitude, lat: coords.latitude };
      pick(place);
      goTo(place);
    };
    const denied = () => {
      parts.status.textContent = element.dataset.textDenied;
    };
    navigator.geolocation.getCurrentPosition(found, denied, { enableHighAccuracy: true, timeout: 15000 });
  }

  map.on("click", (event) => {
    if (!event.defaultPrevented) pick(event.lngLat);
  });
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    pick(map.getCenter());
  });
  marker.on("dragend", () => pick(marker.getLngLat()));
  parts.here.addEventListener("click", locate);
  for (const field of fields) field.addEventListener("change", follow);
  follow();
}
