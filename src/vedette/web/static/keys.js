// Keys: / search, j k move over whatever carries data-row, o opens, g and a letter goes to a page, ? lists the keys.
// Where g leads stands in that list. Any other key presses the button that carries it as data-key: in the row that one
// is at, else on the page.

const PATIENCE = 1500; // ms between g and its letter

const inField = (target) => target.closest?.("input, textarea, select, [contenteditable]") !== null;

// What a row is moved to: itself where it is a link, else the first link in it.
const entry = (row) => (row.matches("a") ? row : row.querySelector("a[href]"));

const rowOf = (row) => row.closest("li, tr") ?? row;

export function startKeys(page) {
  const rows = [...page.querySelectorAll("[data-row]")];
  const keys = page.getElementById("keys");
  let at = -1;
  let going = -PATIENCE; // when g was pressed

  const settle = (next) => {
    if (!rows.length) return;
    if (at >= 0) rowOf(rows[at]).classList.remove("at");
    at = Math.max(0, Math.min(rows.length - 1, next));
    const row = rowOf(rows[at]);
    row.classList.add("at");
    entry(rows[at])?.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };

  const acts = {
    "/": () => page.getElementById("q").select(),
    j: () => settle(at + 1),
    k: () => settle(at - 1),
    o: () => at >= 0 && entry(rows[at])?.click(),
    g: () => {
      going = performance.now();
    },
    "?": () => (keys.open ? keys.close() : keys.showModal()),
  };

  const pressing = (key) => {
    if (!/^[a-z]$/.test(key)) return undefined;
    const carries = `[data-key="${key}"]`;
    const button = (at >= 0 && rowOf(rows[at]).querySelector(carries)) || page.querySelector(`${carries}[data-page]`);
    return button ? () => button.click() : undefined;
  };

  page.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && inField(event.target)) event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
    const door = performance.now() - going < PATIENCE && keys.querySelector(`[data-go="${CSS.escape(event.key)}"] a`);
    going = -PATIENCE;
    if (door) {
      event.preventDefault();
      door.click();
      return;
    }
    const act = acts[event.key] ?? pressing(event.key);
    if (!act || (keys.open && event.key !== "?")) return;
    event.preventDefault();
    act();
  });

  // A list that came back after a decision goes on at the same place.
  const place = /^#at-(\d+)$/.exec(location.hash);
  if (place) settle(Number(place[1]));

  page.addEventListener("focusin", (event) => {
    const row = rows.findIndex((one) => rowOf(one).contains(event.target));
    if (row < 0 || row === at) return;
    if (at >= 0) rowOf(rows[at]).classList.remove("at");
    at = row;
  });
}
