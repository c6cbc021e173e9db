// Marks: what is under the pointer is told in a tip; a note lights its words, words their notes.

const keysOf = (piece) => piece.dataset.marks.trim().split(" ");
const noteOf = (key) => key.split(".")[0];

const made = (name, text, className = "") => {
  const element = document.createElement(name);
  element.textContent = text;
  if (className) element.className = className;
  return element;
};

// One entry of the tip: type, field, words' value, confidence and rule, taken from the side list.
function told(page, key) {
  const [number, field] = key.split(".");
  const note = page.getElementById(`f${number}`);
  const entry = document.createElement("div");
  const label = note.querySelector(".label").textContent;
  const words = note.querySelector(`[data-key="${CSS.escape(key)}"]`);
  entry.append(made("b", `${number} ${label}`), field === "anchor" ? "" : `, ${words.dataset.label}`);
  const value = words?.querySelector(".value");
  if (value) entry.append(" = ", made("b", value.textContent));
  const gauge = field === "anchor" && note.querySelector(".gauge");
  if (gauge) entry.append(`, ${gauge.textContent.trim()}`);
  const behind = field === "anchor" && note.querySelector(".behind");
  if (behind) entry.append(made("div", behind.textContent));
  const last = [...note.querySelectorAll(".sure > span:not(.gauge), .rule")];
  entry.append(made("small", last.map((part) => part.textContent).join(" · ")));
  return entry;
}

function place(tip, piece) {
  const box = piece.getClientRects()[0];
  tip.hidden = false;
  const left = Math.min(box.left, innerWidth - tip.offsetWidth - 12);
  const above = box.top - tip.offsetHeight - 8;
  tip.style.left = `${Math.max(12, left)}px`;
  tip.style.top = `${above > 8 ? above : box.bottom + 8}px`;
}

// Bring a note to sight beside the text; where notes stand below it, the text stays where it is.
function uncover(note) {
  const list = note.closest(".notes");
  if (list.scrollHeight <= list.clientHeight) return;
  const above = note.offsetTop < list.scrollTop;
  const below = note.offsetTop + note.offsetHeight > list.scrollTop + list.clientHeight;
  if (above || below) list.scrollTop = note.offsetTop - 8;
}

export function startMarks(page) {
  const pieces = [...page.querySelectorAll(".m[data-marks]")];
  const tip = page.getElementById("tip");

  const show = (piece) => {
    tip.replaceChildren(...keysOf(piece).map((key) => told(page, key)));
    place(tip, piece);
  };
  const hide = () => { tip.hidden = true; };

  const light = (wanted, { scroll = false } = {}) => {
    const number = noteOf(wanted);
    const only = wanted.includes(".") ? wanted : null;
    const words = pieces.filter((piece) =>
      keysOf(piece).some((key) => (only ? key === only : noteOf(key) === number)));
    for (const piece of pieces) piece.classList.toggle("lit", words.includes(piece));
    for (const note of page.querySelectorAll(".note")) {
      note.classList.toggle("lit", note.dataset.note === number);
    }
    const anchor = words.find((piece) => keysOf(piece).some((key) => only ?? key.startsWith(`${number}.anchor.`)));
    if (scroll) (anchor ?? words[0])?.scrollIntoView({ block: "center" });
  };

  for (const piece of pieces) {
    piece.removeAttribute("title");
    piece.addEventListener("mouseenter", () => show(piece));
    piece.addEventListener("mouseleave", hide);
    piece.addEventListener("focus", () => show(piece));
    piece.addEventListener("blur", hide);
    piece.addEventListener("click", (event) => {
      // Innermost last: the shortest mark over the words is the one that is meant.
      const number = noteOf(keysOf(piece).at(-1));
      event.preventDefault();
      show(piece);
      light(number);
      uncover(page.getElementById(`f${number}`));
    });
    piece.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target === piece) piece.click();
    });
  }

  for (const note of page.querySelectorAll(".note")) {
    note.querySelector(".head").addEventListener("click", (event) => {
      event.preventDefault();
      history.replaceState(null, "", `#f-${note.dataset.id}`);
      light(note.dataset.note, { scroll: true });
    });
    for (const entry of note.querySelectorAll("[data-key]")) {
      entry.addEventListener("click", () => light(entry.dataset.key, { scroll: true }));
    }
  }

  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    hide();
    for (const lit of page.querySelectorAll(".lit")) lit.classList.remove("lit");
  });
  page.addEventListener("scroll", hide, { passive: true });

  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const note = id.startsWith("f-")
      ? page.querySelector(`.note[data-id="${CSS.escape(id.slice(2))}"]`)
      : id.startsWith("f") && page.getElementById(id);
    if (!note?.dataset?.note) return;
    uncover(note);
    light(note.dataset.note, { scroll: true });
  };
  addEventListener("hashchange", follow);
  follow();
}
