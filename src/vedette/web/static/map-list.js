// The list of what the map shows, in step with it, for those who read rather than look.

import { worded } from "./worded.js";

const MOST = 60; // rows: more than these nobody reads; the count tells the rest
const SVG = "http://www.w3.org/2000/svg";

export function sign(page, address, name) {
  const svg = page.createElementNS(SVG, "svg");
  svg.setAttribute("class", "sign");
  svg.setAttribute("aria-hidden", "true");
  const use = page.createElementNS(SVG, "use");
  use.setAttribute("href", `${address}/signs.svg#${name}`);
  svg.append(use);
  return svg;
}

export function made(page, tag, words, name = "") {
  const el = page.createElement(tag);
  el.textContent = words;
  if (name) el.className = name;
  return el;
}

// Where and how closely, in words: a radius belongs to its place.
export function where(told, words) {
  const country = words.countries[told.country] ?? told.country;
  const place = told.place && told.place !== country ? `${told.place}, ${country}` : country;
  return place || worded("no place told");
}

export function closely(told, words) {
  if (told.km === undefined) return told.precision ? words.precisions[told.precision] : "";
  return worded("%(extent)s, within %(km)s km", { extent: words.precisions[told.precision], km: Math.max(1, Math.round(told.km)) });
}

export function entry(page, one, words, { base, address }, tag = "li") {
  const told = one.properties;
  const row = made(page, tag, "", "mapped");
  const door = made(page, "a", words.kinds[told.kind], "label");
  door.href = `${base}/incidents/${one.id}`;
  row.append(sign(page, address, words.signs[told.kind]), door);
  if (told.handling) row.append(made(page, "b", `TLP:${told.handling.toUpperCase()}`, `tlp tlp-${told.handling.replace("+", "-")}`));
  const place = made(page, "span", "");
  place.append(made(page, "bdi", where(told, words), "place"));
  row.append(place, made(page, "span", closely(told, words), "soft"), made(page, "span", words.stages[told.status], "soft"));
  const days = told.first === told.last ? told.first : worded("%(first)s to %(last)s", told);
  row.append(made(page, "span", days, "soft when"));
  return row;
}

function coarsely(count) {
  if (count === 1) return worded("1 more is told by its country alone, or nowhere, and on no map.");
  return worded("%(count)s more are told by their country alone, or nowhere, and on no map.", { count });
}

// Puts what is in view into the list; `unplaced` are told by their country alone, or nowhere.
export function list(page, seen, unplaced, words, where_) {
  const rows = page.querySelector("[data-shown]");
  if (!rows) return;
  rows.className = "affairs compact";
  rows.replaceChildren(...seen.slice(0, MOST).map((one) => entry(page, one, words, where_)));
  page.querySelector("[data-older]")?.replaceChildren();
  const more = seen.length > MOST ? worded(", the newest %(most)s of them below", { most: MOST }) : "";
  const coarse = unplaced ? ` ${coarsely(unplaced)}` : "";
  page.querySelector(".shown").textContent = `${worded("%(count)s in view", { count: seen.length })}${more}.${coarse}`;
}
