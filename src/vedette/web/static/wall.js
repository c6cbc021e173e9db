// The wall: its clock goes on between two loads, and a load that fails leaves what is there, and says since when there was
// no answer; without scripts the page asks anew by itself.

import { worded } from "./worded.js";

const EVERY = 30_000;
const PATIENCE = 20_000; // for one answer
const SILENCE = 75_000; // two loads that failed: one may be a hiccup of the line

const head = document.querySelector("[data-days]");
const clock = document.querySelector("[data-clock] time");
const still = document.querySelector(".wall-still");
let heard = new Date();

// As the desk writes a moment, in the page's language.
function written(moment, hour) {
  const [days, months] = [head.dataset.days.split(" "), head.dataset.months.split(" ")];
  const day = `${days[moment.getUTCDay()]} ${moment.getUTCDate()} ${months[moment.getUTCMonth()]}`;
  return `${day} ${moment.getUTCFullYear()}, ${moment.toISOString().slice(11, hour)} UTC`;
}

const TO_THE_MINUTE = 16;
const TO_THE_SECOND = 19;

function tick() {
  const now = new Date();
  if (clock) clock.textContent = written(now, TO_THE_SECOND);
  const silent = now - heard > SILENCE;
  if (silent === !still.hidden) return;
  still.hidden = !silent;
  still.textContent = silent
    ? worded("No answer from the desk since %(since)s. What stands here may be out of date.", { since: written(heard, TO_THE_MINUTE) })
    : "";
}

// What is read aloud or focused stays: only what has changed is put in.
async function renew() {
  const answer = await fetch(location.href, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  const told = answer?.ok ? await answer.text().catch(() => null) : null;
  if (told === null) return;
  const fresh = new DOMParser().parseFromString(told, "text/html");
  if (!fresh.title.endsWith("· vedette")) return; // a stranger on the way
  // Whoever is logged out, or has left the wall elsewhere, is shown what the desk answers now.
  if (!fresh.querySelector("body.walled")) return location.reload();
  heard = new Date();
  for (const part of ["main", ".foot"]) {
    const [old, made] = [document.querySelector(part), fresh.querySelector(part)];
    if (made && !old.isEqualNode(made)) old.replaceWith(made);
  }
}
setInterval(tick, 1000);
setInterval(renew, EVERY);
