// The query line: offers what may stand next while it is typed. A combobox after the ARIA pattern:
// Down and Up choose, Enter or Tab takes what is chosen, Escape closes; without scripts, a field.

import { worded } from "./worded.js";

const PAUSE = 120;

export function startLine(page) {
  for (const field of page.querySelectorAll("input[data-complete]")) new Line(page, field);
}

class Line {
  constructor(page, field) {
    this.field = field;
    this.offers = [];
    this.at = -1;
    this.list = page.createElement("ul");
    this.list.id = `${field.id}-offers`;
    this.list.className = "offers";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", worded("What may stand here"));
    field.after(this.list);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.setAttribute("aria-expanded", "false");
    field.addEventListener("input", () => this.wait());
    field.addEventListener("keydown", (event) => this.press(event));
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // The field keeps the focus.
      const row = event.target.closest("[role=option]");
      if (row) this.take(Number(row.dataset.n));
    });
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const asked = new URLSearchParams({ q: this.field.value, at: this.field.selectionStart });
    const mine = (this.asked = {});
    const answer = await fetch(`${this.field.dataset.complete}?${asked}`).catch(() => null);
    if (!answer?.ok || mine !== this.asked) return;
    this.show(await answer.json());
  }

  show(offers) {
    this.offers = offers;
    this.list.replaceChildren(...offers.map((one, n) => this.row(one, n)));
    this.choose(-1);
    this.open(offers.length > 0 && document.activeElement === this.field);
  }

  row(one, n) {
    const row = document.createElement("li");
    row.id = `${this.list.id}-${n}`;
    row.dataset.n = n;
    row.setAttribute("role", "option");
    const name = document.createElement("b");
    name.textContent = one.label;
    const told = document.createElement("span");
    told.textContent = one.meaning;
    row.append(name, " ", told);
    return row;
  }

  open(open) {
    this.list.hidden = !open;
    this.field.setAttribute("aria-expanded", String(open));
  }

  close() {
    clearTimeout(this.timer);
    this.asked = null;
    this.choose(-1);
    this.open(false);
  }

  choose(n) {
    this.at = n;
    for (const [k, row] of [...this.list.children].entries()) {
      row.setAttribute("aria-selected", String(k === n));
      if (k === n) row.scrollIntoView({ block: "nearest" });
    }
    if (n < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", `${this.list.id}-${n}`);
  }

  press(event) {
    if (event.key === "ArrowDown" && this.list.hidden) {
      event.preventDefault();
      this.ask();
      return;
    }
    if (this.list.hidden) return;
    const count = this.offers.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.choose((this.at + step + count + (this.at < 0 && step < 0 ? 1 : 0)) % count);
    else if ((event.key === "Enter" || event.key === "Tab") && this.at >= 0) this.take(this.at);
    else if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    } else return;
    event.preventDefault();
  }

  take(n) {
    const { text, start, end } = this.offers[n];
    const more = text.endsWith(":");
    const line = this.field.value;
    const gap = more || line.slice(end).startsWith(" ") ? "" : " ";
    this.field.value = line.slice(0, start) + text + gap + line.slice(end);
    const here = start + text.length + gap.length;
    this.field.setSelectionRange(here, here);
    this.close();
    if (more) this.ask();
  }
}
