// Shows the photos a person has chosen before they are sent. Sending itself needs no script.

// A browser that cannot draw the picture (HEIC in most) still shows its name.
function preview(file) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.className = "heard-previews__name";
  name.textContent = file.name;
  const image = document.createElement("img");
  image.alt = "";
  image.src = URL.createObjectURL(file);
  image.addEventListener("load", () => URL.revokeObjectURL(image.src));
  image.addEventListener("error", () => image.remove());
  item.append(image, name);
  return item;
}

function warning(input, files) {
  const limit = Number(input.dataset.photoLimit || 0);
  const tooLarge = files.filter((file) => limit && file.size > limit).map((file) => file.name);
  return tooLarge.length ? `${input.dataset.photoTooLarge} ${tooLarge.join(", ")}` : "";
}

export function startPhotos() {
  document.addEventListener("change", ({ target: input }) => {
    const list = input.matches?.("[data-photo]") && document.getElementById(`${input.id}-previews`);
    if (!list) return;
    const files = [...input.files];
    list.replaceChildren(...files.map(preview));
    input.setCustomValidity(warning(input, files));
    input.reportValidity();
  });
}
