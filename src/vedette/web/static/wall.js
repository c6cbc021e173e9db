// The wall: its clock goes on between two loads, and a load that fails leaves what is there; without
// scripts the page asks anew by itself.

const EVERY = 30_000;

const clock = document.querySelector("[data-clock] time");
const written = new Intl.DateTimeFormat("en-GB", {
  weekday: "short", day: "numeric", month: "short", year: "numeric",
  hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "UTC",
});
if (clock) setInterval(() => { clock.textContent = `${written.format(new Date())} UTC`; }, 1000);

// What is read aloud or focused stays: only what has changed is put in.
async function renew() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of ["main", ".foot"]) {
    const [old, made] = [document.querySelector(part), fresh.querySelector(part)];
    if (made && !old.isEqualNode(made)) old.replaceWith(made);
  }
}
setInterval(renew, EVERY);
