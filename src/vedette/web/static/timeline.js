// Drag over the bars of the line of time: the days under the drag become the period.

for (const lanes of document.querySelectorAll("[data-timeline]")) {
  let from = null;
  const bar = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-timeline] a[data-since]");
  const clear = () => lanes.querySelectorAll(".brushed").forEach((one) => one.classList.remove("brushed"));
  const between = (one, other) => {
    const [a, b] = [one.dataset.since, other.dataset.since].sort();
    return [...lanes.querySelectorAll("a[data-since]")].filter(({ dataset: { since } }) => since >= a && since <= b);
  };
  lanes.addEventListener("dragstart", (event) => event.preventDefault());
  lanes.addEventListener("pointerdown", (event) => {
    from = event.pointerType === "mouse" && event.button === 0 ? bar(event) : null;
  });
  lanes.addEventListener("pointermove", (event) => {
    const to = from && bar(event);
    if (!to) return;
    clear();
    for (const one of between(from, to)) one.classList.add("brushed");
  });
  window.addEventListener("pointerup", (event) => {
    const to = from && bar(event);
    const start = from;
    from = null;
    clear();
    if (!to || to.dataset.since === start.dataset.since) return;
    const chosen = between(start, to);
    const days = chosen.flatMap(({ dataset }) => [dataset.since, dataset.until]).sort();
    const joint = lanes.dataset.at.includes("?") ? "&" : "?";
    location.assign(`${lanes.dataset.at}${joint}since=${days[0]}&until=${days.at(-1)}`);
  });
}
