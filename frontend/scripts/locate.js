// "Nearest first": the phone says where it is, and the form goes off. Its button is of no use without this script.
export function startLocating() {
  for (const form of document.querySelectorAll("form[data-locate]")) {
    if (!navigator.geolocation) form.hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const found = ({ coords }) => {
        form.elements.lon.value = coords.longitude.toFixed(6);
        form.elements.lat.value = coords.latitude.toFixed(6);
        form.submit();
      };
      const denied = () => {
        form.querySelector("[role=status]").textContent = form.dataset.textDenied;
      };
      navigator.geolocation.getCurrentPosition(found, denied, { enableHighAccuracy: true, maximumAge: 30000, timeout: 15000 });
    });
  }
}
