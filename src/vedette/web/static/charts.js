// Draws each chart from the figures of its own table.

import { worded } from "./worded.js";

const SIZE = { height: 150 };
const figures = [...document.querySelectorAll("[data-chart]")];

const value = (text, column) => {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return Date.parse(`${text}T00:00:00Z`) / 1000;
  if (text === "") return null;
  const number = Number(text);
  return Number.isNaN(number) ? (column ? null : text) : number;
};

function columns(figure) {
  const rows = [...figure.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
  const alarm = figure.dataset.chart === "band" ? 5 : -1; // a word, in the page's language
  return rows[0].map((_, n) => rows.map((row) => (n === alarm ? row[n] !== "" : value(row[n], n))));
}

const inks = () => {
  const style = getComputedStyle(document.body);
  const probe = document.createElement("i");
  document.body.append(probe);
  const found = {};
  for (const [name, source] of [["ink", "--ink"], ["soft", "--soft"], ["line", "--line"], ["accent", "--accent"], ["wash", "--wash"]]) {
    probe.style.color = `var(${source})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return { ...found, font: `11px ${style.fontFamily}` };
};

const axis = (ink, more = {}) => ({ stroke: ink.soft, font: ink.font, grid: { stroke: ink.line, width: 1 }, ticks: { show: false }, ...more });

const days = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang, { day: "numeric", month: "short", timeZone: "UTC" });
const day = (seconds) => days.format(seconds * 1000);

const draw = {
  band: (cells, ink) => ({
    data: [cells[0], cells[2], cells[3], cells[1], cells[1].map((count, n) => (cells[5][n] ? count : null))],
    options: {
      series: [
        {},
        { label: worded("low"), stroke: "transparent", points: { show: false } },
        { label: worded("high"), stroke: "transparent", points: { show: false } },
        { label: worded("counted"), stroke: ink.ink, width: 1.5, points: { show: false } },
        { label: worded("alarm"), stroke: ink.accent, width: 0, paths: () => null, points: { show: true, size: 10, width: 2, fill: "transparent" } },
      ],
      bands: [{ series: [2, 1], fill: ink.wash }],
      time: true,
    },
  }),
  share: (cells, ink) => ({
    data: [cells[0], cells[1]],
    options: { series: [{}, { label: worded("within reach"), stroke: ink.ink, width: 1.5, spanGaps: false }], range: [0, 105], time: true },
  }),
  path: (cells, ink) => ({
    data: [cells[0], cells[1], cells[2]],
    options: {
      series: [{}, { label: worded("figure"), stroke: ink.ink, width: 1.5 }, { label: worded("needed"), stroke: ink.accent, width: 1.5, dash: [5, 4] }],
      time: false,
    },
  }),
  calibration: (cells, ink) => ({
    data: [cells[0], cells[1], cells[0]],
    options: {
      series: [{}, { label: worded("came"), stroke: ink.ink, width: 1.5, points: { show: true, size: 7 } }, { label: worded("even"), stroke: ink.soft, dash: [4, 4], points: { show: false } }],
      range: [0, 100],
      time: false,
    },
  }),
};

async function start() {
  const [first] = figures;
  if (!first) return;
  const { default: Plot } = await import(`${first.dataset.static}/vendor/uplot.mjs`);
  const drawn = () => {
    const ink = inks();
    for (const figure of figures) {
      if (!figure.querySelector("tbody tr")) continue;
      const cells = columns(figure);
      if (cells[1].every((one) => one === null)) continue; // nothing is known: the table says so
      const plot = figure.querySelector(".plot");
      plot.hidden = false;
      plot.replaceChildren();
      const { data, options } = draw[figure.dataset.chart](cells, ink);
      const settings = {
        width: Math.max(200, plot.clientWidth),
        ...SIZE,
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: options.time }, y: { range: options.range ?? ((_, low, high) => [Math.min(0, low), Math.max(1, high * 1.1)]) } },
        tzDate: (seconds) => Plot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
        axes: [axis(ink, options.time ? { values: (_, ticks) => ticks.map(day) } : { incrs: [1, 2, 5, 10, 20, 25, 50], values: (_, ticks) => ticks.map(String) }), axis(ink, { size: 34 })],
        series: options.series,
        bands: options.bands ?? [],
      };
      new Plot(settings, data, plot);
      plot.setAttribute("role", "img");
      plot.setAttribute("aria-label", worded("%(title)s; the figures stand below", { title: figure.querySelector("figcaption").textContent }));
    }
  };
  drawn();
  let wait = 0;
  window.addEventListener("resize", () => {
    clearTimeout(wait);
    wait = setTimeout(drawn, 150);
  });
  new MutationObserver(drawn).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  document.body.setAttribute("data-drawn", "");
}

start();
