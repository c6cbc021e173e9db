// Words that are selected in an article go into the form below it: which they are, and which time.

const plain = (fragment) => {
  for (const number of fragment.querySelectorAll(".no")) number.remove();
  return fragment.textContent.replace(/\s+/g, " ");
};

function before(text, range) {
  const start = document.createRange();
  start.setStart(text, 0);
  start.setEnd(range.startContainer, range.startOffset);
  return plain(start.cloneContents());
}

export function startMaking(page) {
  const form = page.querySelector(".making form");
  const text = page.querySelector(".sheet .text");
  if (!form || !text) return;
  const offer = page.createElement("button");
  Object.assign(offer, { type: "button", className: "make", textContent: "Note or correct", hidden: true });
  page.body.append(offer);
  let chosen = null;

  page.addEventListener("selectionchange", () => {
    const selected = page.getSelection();
    const range = selected.rangeCount && !selected.isCollapsed ? selected.getRangeAt(0) : null;
    chosen = range && text.contains(range.commonAncestorContainer) ? range.cloneRange() : null;
    offer.hidden = !chosen;
    if (!chosen) return;
    const box = chosen.getBoundingClientRect();
    offer.style.top = `${scrollY + box.bottom + 6}px`;
    offer.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 150))}px`;
  });
  offer.addEventListener("mousedown", (event) => event.preventDefault());
  offer.addEventListener("click", () => {
    const words = plain(chosen.cloneContents()).trim();
    form.elements.words.value = words;
    form.elements.nth.value = before(text, chosen).split(words).length - 1;
    const mark = chosen.startContainer.parentElement?.closest(".m[data-marks]");
    const note = mark && page.getElementById(`f${mark.dataset.marks.trim().split(" ").at(-1).split(".")[0]}`);
    form.elements.about.value = note ? note.dataset.id : "words";
    if (note && !form.elements.about.value) form.elements.about.value = "words";
    offer.hidden = true;
    form.closest("details").open = true;
    form.scrollIntoView({ block: "center" });
    form.elements.what.focus();
  });
}
