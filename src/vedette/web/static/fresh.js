// Where a list says how many it holds: ask now and then whether more came in, and offer to show it.
// Nothing on the page moves by itself.

const EVERY = 45_000;

export function startFresh(page) {
  const tally = page.querySelector("[data-fresh]");
  if (!tally) return;
  const shown = Number(tally.dataset.shown ?? 0);
  const title = page.title;
  const offer = page.createElement("a");
  offer.className = "fresh";
  offer.href = location.href;

  const look = async () => {
    if (page.hidden) return;
    const answer = await fetch(tally.dataset.fresh).catch(() => null);
    if (!answer?.ok) return;
    const more = Number(await answer.text()) - shown;
    if (more <= 0) return;
    offer.textContent = `${more} ${tally.dataset.words}`;
    page.title = `(${more}) ${title}`;
    if (!offer.isConnected) tally.append(offer);
  };
  setInterval(look, Number(tally.dataset.every ?? EVERY));
  page.addEventListener("visibilitychange", look);
}
