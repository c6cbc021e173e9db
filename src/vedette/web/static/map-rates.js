// Shades states by their week against what was to be expected of as many readable entries.

import { made } from "./map-list.js";
import { worded } from "./worded.js";

// Beyond nine weeks in ten, and beyond twice that: what is merely many is not what stands out.
export function standing({ count, low, high }) {
  if (count > 2 * high + 1) return "far more";
  if (count > high) return "more";
  return count < low ? "fewer" : "usual";
}

const SAID = { "far more": worded("far more"), more: worded("more"), usual: worded("usual"), fewer: worded("fewer") };
const CLEAR = "rgba(0, 0, 0, 0)";

export function shades(states, ink) {
  const inks = { "far more": ink.lit, more: ink.wash, fewer: ink.less };
  const pairs = Object.entries(states).flatMap(([code, one]) => {
    const shade = inks[standing(one)];
    return shade ? [code, shade] : [];
  });
  return pairs.length ? ["match", ["get", "code"], ...pairs, CLEAR] : CLEAR;
}

// Tells the shades in words and numbers under the map.
export function tell(page, week) {
  const words = page.querySelector(".of-rates");
  const table = page.querySelector(".rates");
  words.hidden = false;
  words.replaceChildren();
  if (week.why) {
    words.textContent = week.why;
    return;
  }
  words.append(`${worded("Shaded: %(of)s, %(span)s, against what was to be expected of as many readable entries:", week)} `);
  for (const name of ["far more", "more", "fewer"]) {
    words.append(made(page, "i", "", `swatch is-${name.replace(" ", "-")}`), ` ${SAID[name]} `);
  }
  const listed = Object.values(week.states).sort((a, b) => (b.count + 1) / (b.high + 1) - (a.count + 1) / (a.high + 1));
  table.hidden = !listed.length;
  table.querySelector("tbody").replaceChildren(...listed.map((one) => row(page, one)));
}

function row(page, one) {
  const tr = page.createElement("tr");
  const mean = one.expected < 0.01 ? worded("under 0.01") : one.expected.toPrecision(2);
  tr.append(made(page, "td", `${one.name}, ${SAID[standing(one)]}`, "c-name"));
  for (const words of [one.count, worded("%(low)s to %(high)s", one), mean]) tr.append(made(page, "td", words, "n"));
  return tr;
}

export function untell(page) {
  page.querySelector(".of-rates").hidden = true;
  page.querySelector(".rates").hidden = true;
}
