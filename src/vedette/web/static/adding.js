// Files that are dropped on the form are put into its box; the form itself needs no script.

export function startAdding(page) {
  const place = page.querySelector("[data-drop]");
  if (!place) return;
  const box = place.querySelector("input[type=file]");
  for (const name of ["dragenter", "dragover"]) {
    place.addEventListener(name, (event) => {
      event.preventDefault();
      place.classList.add("is-over");
    });
  }
  place.addEventListener("dragleave", () => place.classList.remove("is-over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("is-over");
    if (event.dataTransfer.files.length) box.files = event.dataTransfer.files;
  });
}
