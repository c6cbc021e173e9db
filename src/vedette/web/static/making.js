// Words that are selected in an article go into a form below it: which they are, and which time.
// While the form of a new finding is open, they can go into the field of it that was last used.

import { worded } from "./worded.js";

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
  const fresh = page.querySelector(".find-new form");
  const text = page.querySelector(".sheet .text");
  if (!form || !text) return;
  const offer = page.createElement("button");
  Object.assign(offer, { type: "button", className: "make", textContent: worded("Note or correct"), hidden: true });
  const found = page.createElement("button");
  Object.assign(found, { type: "button", className: "make-new", hidden: true });
  page.body.append(offer, found);
  let chosen = null;
  let into = null; // the box of the new finding's form that was last used
  fresh.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-told]")) into = event.target;
  });

  page.addEventListener("selectionchange", () => {
    const selected = page.getSelection();
    const range = selected.rangeCount && !selected.isCollapsed ? selected.getRangeAt(0) : null;
    chosen = range && text.contains(range.commonAncestorContainer) ? range.cloneRange() : null;
    offer.hidden = found.hidden = !chosen;
    if (!chosen) return;
    const box = chosen.getBoundingClientRect();
    const open = fresh.closest("details").open && fresh.elements.words.value && into;
    const role = open ? into.closest(".role").querySelector("select").selectedOptions[0].label : "";
    found.textContent = open ? worded("Into %(role)s", { role: role.split(":")[0] }) : worded("New finding");
    found.style.top = `${scrollY + box.bottom + 6}px`;
    found.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 270) + 124)}px`;
    offer.style.top = `${scrollY + box.bottom + 6}px`;
    offer.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 270))}px`;
  });
  found.addEventListener("mousedown", (event) => event.preventDefault());
  found.addEventListener("click", () => {
    const words = plain(chosen.cloneContents()).trim();
    const details = fresh.closest("details");
    if (details.open && fresh.elements.words.value && into) {
      into.value = words;
    } else {
      fresh.elements.words.value = words;
      fresh.elements.nth.value = before(text, chosen).split(words).length - 1;
    }
    offer.hidden = found.hidden = true;
    details.open = true;
    fresh.scrollIntoView({ block: "center" });
    (into ?? fresh.elements.type).focus();
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
    offer.hidden = found.hidden = true;
    form.closest("details").open = true;
    form.scrollIntoView({ block: "center" });
    form.elements.what.focus();
  });
}
