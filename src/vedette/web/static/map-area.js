// An area on the map: drawn with the pointer, or what is in view; then looked at alone, or watched.

import { worded } from "./worded.js";

const round = (degrees) => Math.round(degrees * 1000) / 1000; // a thousandth is 100 m: nobody draws closer

// The query line's box around two corners { lng, lat }: west, south, east, north. Over the 180th
// meridian its west is greater than its east.
export function boxed(one, other) {
  const turn = (lng) => round(((((lng + 180) % 360) + 360) % 360) - 180);
  const [west, east] = one.lng < other.lng ? [one.lng, other.lng] : [other.lng, one.lng];
  const [south, north] = one.lat < other.lat ? [one.lat, other.lat] : [other.lat, one.lat];
  const whole = east - west >= 360;
  return [whole ? -180 : turn(west), round(south), whole ? 180 : turn(east), round(north)];
}

// A name for a watch on a box, after its middle: area-60N-25E.
export function named([west, south, east, north]) {
  const lat = Math.round((south + north) / 2);
  const lon = Math.round((west + (east < west ? east + 360 : east)) / 2);
  return `area-${Math.abs(lat)}${lat < 0 ? "S" : "N"}-${Math.abs(lon)}${lon < 0 ? "W" : "E"}`;
}

// Offers what can be done with an area; `count` says how many of the incidents shown lie in it.
export function startArea(atlas, chart, count) {
  const { at, asked, watch, line } = atlas.querySelector(".of-area").dataset;
  const strip = atlas.querySelector(".of-area");
  const sheet = atlas.querySelector(".drawing");
  const [draw] = atlas.querySelectorAll("[data-do=draw]");
  const [shape] = sheet.children;
  let from = null;

  const offer = (box) => {
    const clause = `bbox:${box.join(",")}`;
    const within = (path, also) =>
      `${path}${path.includes("?") ? "&" : "?"}q=${encodeURIComponent([also, clause].filter(Boolean).join(" "))}`;
    const found = count(box);
    strip.querySelector("output").textContent = worded("Incidents in the area %(area)s: %(count)s", { area: box.join(", "), count: found });
    strip.querySelector("[data-to=at]").href = within(at, asked);
    strip.querySelector("[data-to=watch]").href = `${within(`${watch}?name=${named(box)}`, line)}#make`;
    strip.hidden = false;
  };

  const drawing = (on) => {
    sheet.hidden = !on;
    draw.setAttribute("aria-pressed", String(on));
    shape.hidden = true;
    from = null;
  };
  draw.addEventListener("click", () => drawing(sheet.hidden));
  atlas.querySelector("[data-do=view]").addEventListener("click", () => {
    drawing(false);
    const seen = chart.getBounds();
    offer(boxed(seen.getSouthWest(), seen.getNorthEast()));
  });

  const here = (event) => {
    const box = sheet.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  sheet.addEventListener("pointerdown", (event) => {
    sheet.setPointerCapture(event.pointerId);
    from = here(event);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = here(event);
    shape.hidden = false;
    shape.style.left = `${Math.min(from[0], to[0])}px`;
    shape.style.top = `${Math.min(from[1], to[1])}px`;
    shape.style.width = `${Math.abs(from[0] - to[0])}px`;
    shape.style.height = `${Math.abs(from[1] - to[1])}px`;
  });
  sheet.addEventListener("pointerup", (event) => {
    if (!from) return;
    const [start, end] = [from, here(event)];
    drawing(false);
    // A tap draws nothing.
    if (Math.abs(start[0] - end[0]) < 4 || Math.abs(start[1] - end[1]) < 4) return;
    offer(boxed(chart.unproject(start), chart.unproject(end)));
    strip.querySelector("[data-to=watch]").focus();
  });
  sheet.addEventListener("pointercancel", () => drawing(false));
  atlas.addEventListener("keydown", (event) => event.key === "Escape" && drawing(false));
}
