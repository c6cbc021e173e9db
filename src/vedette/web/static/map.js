// The map of incidents: the ground, the layers over it, the days, and the list in step with both.

import { colours, ground, layers, namesOf } from "./map-ground.js";
import { startArea } from "./map-area.js";
import { startDays } from "./map-days.js";
import { entry, list } from "./map-list.js";
import { startPace } from "./map-pace.js";
import { shades, tell, untell } from "./map-rates.js";
import { DENSITY, drawn, readSprite } from "./map-signs.js";
import { between, box, pixels } from "./map-sphere.js";
import { worded } from "./worded.js";

const atlas = document.querySelector(".atlas");
const address = atlas.dataset.static;
const base = document.body.dataset.base;
const HOME = [[-11, 35], [42, 70]]; // the theatres, where nothing is placed yet
const CLOSEST = 10; // the atlas is drawn for 1 to 50 million: closer it has no more to tell

const asked = async (at) => {
  const answer = await fetch(at);
  if (!answer.ok) throw new Error(`${at} answers ${answer.status}`);
  return answer.json();
};

async function start() {
  const [{ Map: Chart }, land, told, sprite] = await Promise.all([
    import(`${address}/vendor/maplibre-gl.mjs`),
    asked(`${address}/vendor/land.geojson`),
    asked(atlas.dataset.places),
    readSprite(`${address}/signs.svg`),
  ]);
  const { words } = told.vedette;
  const names = namesOf(land, JSON.parse(atlas.dataset.names ?? "{}"));
  // The map wants numbers for ids; the incident's own goes along.
  const all = told.features.map((one, n) => ({ ...one, n }));
  const placed = all.filter((one) => one.geometry);
  let shown = all;
  let week = null;
  let chosen = null;

  const points = () => ({
    type: "FeatureCollection",
    features: shown
      .filter((one) => one.geometry)
      .map((one) => ({
        type: "Feature",
        id: one.n,
        geometry: one.geometry,
        properties: {
          sign: words.signs[one.properties.kind],
          precision: one.properties.precision,
          r: pixels(one.properties.km, one.geometry.coordinates[1]),
        },
      })),
  });

  const ground_ = atlas.querySelector(".ground");
  ground_.hidden = false;
  const chart = new Chart({
    container: ground_,
    bounds: box(placed.map((one) => one.geometry.coordinates)) ?? HOME,
    fitBoundsOptions: { padding: 48, maxZoom: 7 },
    maxZoom: CLOSEST,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
    scrollZoom: true,
    cooperativeGestures: matchMedia("(pointer: coarse)").matches, // one finger scrolls the page
    locale: { "Map.Title": worded("Map of these incidents; arrows move it, + and − change how close it is") },
  });
  atlas.chart = chart;
  chart.touchZoomRotate.disableRotation();
  startPace(chart);

  const dress = () => {
    const ink = colours(atlas);
    chart.setStyle(ground(land, names, ink), { diff: false });
    chart.once("style.load", () => {
      for (const name of new Set(Object.values(words.signs))) {
        chart.addImage(name, drawn(sprite, name, ink.ink), { pixelRatio: DENSITY });
      }
      chart.addSource("incidents", {
        type: "geojson",
        data: points(),
        cluster: true,
        clusterRadius: 40,
        clusterMaxZoom: CLOSEST - 1,
      });
      for (const layer of layers(ink)) chart.addLayer(layer);
      shade(ink);
      if (chosen !== null) chart.setFeatureState({ source: "incidents", id: chosen }, { chosen: true });
    });
  };

  const shade = (ink) => {
    const told = week && !week.why;
    chart.setLayoutProperty("rates", "visibility", told ? "visible" : "none");
    if (told) chart.setPaintProperty("rates", "fill-color", shades(week.states, ink));
  };

  const within = ([west, south, east, north]) =>
    shown.filter((one) => {
      if (!one.geometry) return false;
      const [lon, lat] = one.geometry.coordinates;
      return lat >= south && lat <= north && between(lon, west, east < west ? east + 360 : east);
    });

  const tellList = () => {
    const seen = chart.getBounds();
    const inView = within([seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()]);
    const unplaced = shown.filter((one) => !one.geometry).length;
    list(document, inView, unplaced, words, { base, address });
  };

  const choose = (n) => {
    if (chosen !== null) chart.removeFeatureState({ source: "incidents", id: chosen });
    chosen = n;
    const card = atlas.querySelector(".told");
    card.hidden = n === null;
    card.replaceChildren();
    if (n === null) return;
    chart.setFeatureState({ source: "incidents", id: n }, { chosen: true });
    card.append(entry(document, all[n], words, { base, address }, "p"));
  };

  chart.on("click", async (event) => {
    if (!chart.getLayer("backs")) return;
    const [hit] = chart.queryRenderedFeatures(event.point, { layers: ["clusters", "backs"] });
    if (!hit) return choose(null);
    if (!hit.properties.point_count) return choose(hit.id);
    const zoom = await chart.getSource("incidents").getClusterExpansionZoom(hit.id);
    return chart.easeTo({ center: hit.geometry.coordinates, zoom: Math.min(zoom, CLOSEST) });
  });
  chart.on("mousemove", (event) => {
    if (!chart.getLayer("backs") || chart.isMoving()) return;
    const over = chart.queryRenderedFeatures(event.point, { layers: ["clusters", "backs"] }).length;
    chart.getCanvas().classList.toggle("on-one", over > 0);
  });
  chart.on("moveend", tellList);
  startArea(atlas, chart, (box) => within(box).length);

  const acts = {
    in: () => chart.zoomIn(),
    out: () => chart.zoomOut(),
    fit: () => chart.fitBounds(box(placed.map((one) => one.geometry.coordinates)) ?? HOME, { padding: 48, maxZoom: 7 }),
  };
  for (const button of atlas.querySelectorAll(".tools [data-do]")) button.addEventListener("click", acts[button.dataset.do]);
  atlas.querySelector("[name=shade]").addEventListener("change", async (event) => {
    week = event.target.value ? await asked(atlas.dataset.rates) : null;
    if (week) tell(document, week);
    else untell(document);
    shade(colours(atlas));
  });

  if (all.length) {
    startDays(atlas.querySelector(".span"), all.map((one) => one.properties.first), atlas.dataset.at, (since, until) => {
      shown = all.filter(({ properties: { first } }) => first >= since && first <= until);
      chart.getSource("incidents")?.setData(points());
      tellList();
    });
  }
  for (const part of atlas.querySelectorAll(".tools, .key")) part.hidden = false;
  new MutationObserver(dress).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);
  dress();
  chart.once("idle", () => atlas.setAttribute("data-ready", ""));
}

start().catch((fault) => {
  const words = atlas.querySelector(".fault");
  words.hidden = false;
  words.textContent = worded("The map cannot be drawn here (%(fault)s). The list below holds all of it.", { fault: fault.message });
  atlas.querySelector(".ground").hidden = true;
});
