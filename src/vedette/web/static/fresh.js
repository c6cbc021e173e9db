// On the first page of the stream: ask now and then whether findings came in, and offer them.

const EVERY = 45_000;

export function startFresh(page) {
  const column = page.querySelector(".column[data-findings]");
  if (!column) return;
  const shown = Number(column.dataset.findings);
  const title = page.title;
  const offer = page.createElement("a");
  offer.className = "fresh";
  offer.href = location.href;

  const look = async () => {
    if (page.hidden) return;
    const answer = await fetch(`${page.body.dataset.base}/fresh`).catch(() => null);
    if (!answer?.ok) return;
    const more = Number(await answer.text()) - shown;
    if (more <= 0) return;
    offer.textContent = `${more} new, show`;
    page.title = `(${more}) ${title}`;
    if (!offer.isConnected) column.querySelector(".tally").append(offer);
  };
  setInterval(look, EVERY);
  page.addEventListener("visibilitychange", look);
}
