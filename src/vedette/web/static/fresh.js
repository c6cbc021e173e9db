// Where a list says how many it holds: ask now and then whether more came in, and offer to show it. Who is not logged in any
// more is led to the login. Nothing on the page moves by itself.

import { worded } from "./worded.js";

const EVERY = 45_000;
const UNKNOWN = 401; // the status for nobody whom the desk knows

export function startFresh(page) {
  const tally = page.querySelector("[data-fresh]");
  if (!tally) return;
  const shown = Number(tally.dataset.shown ?? 0);
  const title = page.title;
  const offer = page.createElement("a");
  offer.className = "fresh";

  const say = (words, href, mark = "") => {
    page.title = mark + title;
    if (offer.textContent === words && offer.isConnected) return; // it is read aloud once
    Object.assign(offer, { textContent: words, href });
    tally.append(offer);
  };
  const look = async () => {
    if (page.hidden) return;
    const answer = await fetch(tally.dataset.fresh).catch(() => null);
    if (answer?.status === UNKNOWN) {
      const back = encodeURIComponent(location.pathname + location.search);
      return say(worded("Your session has ended: log in"), `/login?back=${back}`);
    }
    const more = answer?.ok ? Number(await answer.text()) - shown : 0;
    if (more > 0) say(`${more} ${tally.dataset.words}`, location.href, `(${more}) `);
  };
  setInterval(look, Number(tally.dataset.every ?? EVERY));
  page.addEventListener("visibilitychange", look);
}
