// Ticks of a list are kept from page to page, in this tab alone: those of other pages go along with the form, and are
// counted beside it. What was decided, or cannot be kept, is forgotten.

const KEPT = "vedette-ticked";

// What is kept under a name in this tab. A browser that keeps nothing forgets the ticks of other pages, as without
// scripts.
const shelf = (name) => ({
  get: () => {
    try {
      return new Set(JSON.parse(sessionStorage.getItem(name) ?? "[]"));
    } catch {
      return new Set();
    }
  },
  put: (ids) => {
    try {
      sessionStorage.setItem(name, JSON.stringify([...ids]));
    } catch {
      // It has none.
    }
  },
});

export function startTicks(page) {
  const form = page.getElementById("choosing");
  if (!form) return;
  const boxes = [...page.querySelectorAll("input[name=id][form=choosing]")];
  const here = new Map(boxes.map((box) => [box.value, box]));
  const told = form.querySelector(".ticked-else");
  const place = shelf(page.body.dataset.base + KEPT);
  const kept = place.get();

  const keep = () => {
    place.put(kept);
    const others = [...kept].filter((id) => !here.has(id));
    for (const old of form.querySelectorAll("input[type=hidden][name=id]")) old.remove();
    for (const id of others) {
      const along = page.createElement("input");
      Object.assign(along, { type: "hidden", name: "id", value: id });
      form.append(along);
    }
    told.hidden = !others.length;
    told.querySelector("b").textContent = String(others.length);
  };

  const settle = () => {
    for (const [id, box] of here) box.checked = kept.has(id);
    keep();
  };

  for (const [id, box] of here) {
    box.addEventListener("change", () => {
      if (box.checked) kept.add(id);
      else kept.delete(id);
      keep();
    });
  }
  told.querySelector("button").addEventListener("click", () => {
    for (const id of [...kept]) if (!here.has(id)) kept.delete(id);
    keep();
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name && event.submitter.value !== "show") place.put([]);
  });
  settle();
  // The browser puts back the ticks of a page that it had before, after its scripts have run.
  window.addEventListener("pageshow", () => {
    kept.clear();
    for (const id of place.get()) kept.add(id);
    settle();
  });
}
