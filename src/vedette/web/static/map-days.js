// The days that the map shows: a slider over the days of first reports, which can play.

import { worded } from "./worded.js";

const DAY = 86_400_000;
const EVERY = 600; // milliseconds a step: a reader sees what is new before it moves on
const STEPS = 90; // a play has at the most about so many steps

const number = (day) => Date.parse(`${day}T00:00:00Z`) / DAY;
const written = (n) => new Date(n * DAY).toISOString().slice(0, 10);
const told = (n) =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(n * DAY);

// Calls `show(since, until)`, both as ISO days and counted in, whenever other days are chosen;
// gives a function that says whether a day is among those shown.
export function startDays(form, days, address, show) {
  const numbers = days.map(number);
  const first = numbers.reduce((a, b) => Math.min(a, b));
  const last = numbers.reduce((a, b) => Math.max(a, b));
  const { day: slider, days: width } = form.elements;
  const [play] = form.querySelectorAll("[data-do=play]");
  const keep = form.querySelector(".keep");
  let timer = 0;

  slider.max = last - first;
  slider.value = last - first;
  grain(form.querySelector(".grain"), numbers, first, last);

  const bounds = () => {
    const until = first + Number(slider.value);
    const wide = Number(width.value);
    return [wide ? Math.max(first, until - wide + 1) : first, until];
  };
  const settle = () => {
    const [since, until] = bounds();
    const whole = since === first && until === last;
    const words = whole ? worded("all days, %(first)s to %(last)s", { first: told(first), last: told(last) }) : since === until ? told(until) : worded("%(first)s to %(last)s", { first: told(since), last: told(until) });
    form.querySelector("output").textContent = words;
    slider.setAttribute("aria-valuetext", words);
    keep.hidden = whole;
    keep.href = `${address}${address.includes("?") ? "&" : "?"}since=${written(since)}&until=${written(until)}`;
    show(written(since), written(until));
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = worded("Play");
    play.setAttribute("aria-pressed", "false");
  };
  const step = () => {
    const stride = Math.max(1, Math.ceil((last - first) / STEPS));
    slider.value = Math.min(last - first, Number(slider.value) + stride);
    settle();
    if (Number(slider.value) >= last - first) stop();
  };
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (Number(slider.value) >= last - first) slider.value = 0;
    play.textContent = worded("Stop");
    play.setAttribute("aria-pressed", "true");
    timer = setInterval(step, EVERY);
    return settle();
  });
  slider.addEventListener("input", () => {
    stop();
    settle();
  });
  width.addEventListener("change", settle);
  form.hidden = false;
  settle();
}

// How many were first reported when, as bars over the slider.
function grain(svg, numbers, first, last) {
  const bins = Math.min(120, last - first + 1);
  const counts = new Array(bins).fill(0);
  for (const n of numbers) counts[Math.min(bins - 1, Math.floor(((n - first) / (last - first + 1)) * bins))] += 1;
  const top = Math.max(...counts);
  svg.setAttribute("viewBox", `0 0 ${bins * 4} 24`);
  for (const [n, count] of counts.entries()) {
    if (!count) continue;
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const high = Math.max(1, (24 * count) / top);
    for (const [name, value] of Object.entries({ x: n * 4, y: 24 - high, width: 3, height: high })) bar.setAttribute(name, value);
    svg.append(bar);
  }
}
