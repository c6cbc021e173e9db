// An incident as it was known: its days as a slider. The address tells the day, so each is a link.

import { worded } from "./worded.js";

const WAIT = 350; // milliseconds until a key that is held down has come to rest

export function startAsOf(page) {
  const form = page.querySelector(".as-of");
  if (!form) return;
  const days = [...new Set(form.dataset.days.split(" "))];
  const past = days.findLastIndex((day) => day <= form.dataset.shown);
  const slider = page.createElement("input");
  Object.assign(slider, { type: "range", min: 0, max: days.length - 1, value: Math.max(0, past) });
  slider.setAttribute("aria-label", worded("As known on"));
  const told = () => (Number(slider.value) === days.length - 1 ? "now" : days[slider.value]);
  const name = page.createElement("output");
  const say = () => {
    name.textContent = told();
    slider.setAttribute("aria-valuetext", told());
  };
  let waiting;
  slider.addEventListener("input", () => {
    say();
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const last = told() === "now";
      location.assign(`${form.getAttribute("action")}${last ? "" : `?as_of=${told()}`}#as-of`);
    }, WAIT);
  });
  say();
  form.querySelector(".as-of-title").after(slider, name);
  // After the browser has gone to the address's fragment, which takes the focus away.
  const back = () => setTimeout(() => slider.focus({ preventScroll: true }));
  if (location.hash !== "#as-of") return;
  if (page.readyState === "complete") back();
  else addEventListener("load", back);
}
