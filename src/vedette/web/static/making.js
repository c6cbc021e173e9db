// Words that are selected in an article go into a form below it: which they are, and which time.
// While the form of a new finding is open, they can go into the field of it that was last used.

import { worded } from "./worded.js";

const plain = (words) => words.replace(/\s+/g, " ");

// What of a range is the article's own text: no outlet, no dates, no numbers of findings, nothing that an edit took out.
function own(text, range) {
  const parts = [...text.querySelectorAll("[data-own]")].filter((part) => range.intersectsNode(part));
  return plain(parts.map((part) => within(part, range)).join(" "));
}

function within(part, range) {
  const both = document.createRange();
  both.selectNodeContents(part);
  if (range.compareBoundaryPoints(Range.START_TO_START, both) > 0) both.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, both) < 0) both.setEnd(range.endContainer, range.endOffset);
  const words = both.cloneContents();
  for (const other of words.querySelectorAll(".no, del")) other.remove();
  return words.textContent;
}

// How often the words of a range stand in the text before it.
function times(text, range) {
  const [words, start, all] = [own(text, range).trim(), document.createRange(), document.createRange()];
  start.setStart(text, 0);
  start.setEnd(range.startContainer, range.startOffset);
  all.selectNodeContents(text);
  const [whole, from] = [own(text, all), own(text, start).length];
  let count = 0;
  for (let at = whole.indexOf(words); at >= 0 && at < from; at = whole.indexOf(words, at + 1)) count += 1;
  return count;
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
  for (const { elements } of [form, fresh]) {
    elements.words.addEventListener("input", () => { elements.nth.value = 0; }); // other words, written by hand
  }
  let chosen = null;
  let into = null; // the box of the new finding's form that was last used
  fresh.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-told]")) into = event.target;
  });

  page.addEventListener("selectionchange", () => {
    const selected = page.getSelection();
    const range = selected.rangeCount && !selected.isCollapsed ? selected.getRangeAt(0) : null;
    const inside = range && text.contains(range.commonAncestorContainer) && own(text, range).trim();
    chosen = inside ? range.cloneRange() : null;
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
    const words = own(text, chosen).trim();
    const details = fresh.closest("details");
    if (details.open && fresh.elements.words.value && into) {
      into.value = words;
    } else {
      fresh.elements.words.value = words;
      fresh.elements.nth.value = times(text, chosen);
    }
    offer.hidden = found.hidden = true;
    details.open = true;
    fresh.scrollIntoView({ block: "center" });
    (into ?? fresh.elements.type).focus();
  });
  offer.addEventListener("mousedown", (event) => event.preventDefault());
  offer.addEventListener("click", () => {
    const words = own(text, chosen).trim();
    form.elements.words.value = words;
    form.elements.nth.value = times(text, chosen);
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
