// The wall: its clock goes on between two loads; without scripts the page still asks anew.

const clock = document.querySelector("[data-clock] time");
const written = new Intl.DateTimeFormat("en-GB", {
  weekday: "short", day: "numeric", month: "short", year: "numeric",
  hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "UTC",
});
if (clock) setInterval(() => { clock.textContent = `${written.format(new Date())} UTC`; }, 1000);
