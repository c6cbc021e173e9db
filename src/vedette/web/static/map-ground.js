// What the map is drawn like: land, lines and names, and the layers of incidents over them.

const NAMES = ["sea", "land", "coast", "border", "paper", "ink", "soft", "accent", "wash", "lit", "less"];

// Colours as the page has them now: a probe turns variables into values.
export function colours(page) {
  const probe = page.ownerDocument.createElement("i");
  page.append(probe);
  const found = {};
  for (const name of NAMES) {
    probe.className = `ink-${name}`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

const FONT = ["system-ui", "Noto Sans", "sans-serif"];

const line = (id, role, colour, width, more = {}) => ({
  id,
  type: "line",
  source: "land",
  filter: ["==", ["get", "role"], role],
  layout: { "line-join": "round" },
  paint: { "line-color": colour, "line-width": width, ...more },
});

const isLand = ["==", ["get", "role"], "land"];

export function ground(land, names, ink) {
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: land, tolerance: 0.3 },
      names: { type: "geojson", data: names },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": ink.sea } },
      { id: "land", type: "fill", source: "land", filter: isLand, paint: { "fill-color": ink.land, "fill-antialias": false } },
      { id: "rates", type: "fill", source: "land", filter: isLand, layout: { visibility: "none" }, paint: { "fill-color": "rgba(0, 0, 0, 0)" } },
      line("coast", "coast", ink.coast, 0.7),
      line("border", "border", ink.border, 0.9),
      line("disputed", "disputed", ink.border, 1.1, { "line-dasharray": [3, 2.4] }),
      {
        id: "names",
        type: "symbol",
        source: "names",
        // By area in square degrees: Jersey has a name once it is as wide as the name.
        filter: [">=", ["get", "area"], ["step", ["zoom"], 60, 2, 20, 3, 4, 4, 1, 5, 0.2, 6.5, 0]],
        layout: {
          "text-field": ["get", "name"],
          "text-font": FONT,
          "text-size": ["interpolate", ["linear"], ["get", "area"], 2, 10, 60, 12, 1500, 14],
          "text-max-width": 7,
          "text-padding": 6,
          "symbol-sort-key": ["-", ["get", "area"]],
        },
        paint: { "text-color": ink.soft, "text-halo-color": ink.land, "text-halo-width": 1.2 },
      },
    ],
  };
}

// Names of states as points: a state whose shape spans the world has one name all the same. `told` are those of the page's
// language, by code.
export function namesOf(land, told) {
  return {
    type: "FeatureCollection",
    features: land.features
      .filter((one) => one.properties.name)
      .map(({ properties: { code, name, area, label } }) => ({
        type: "Feature",
        properties: { name: told[code] ?? name, area },
        geometry: { type: "Point", coordinates: label },
      })),
  };
}

const single = ["!", ["has", "point_count"]];
const rounded = ["interpolate", ["exponential", 2], ["zoom"], 0, ["get", "r"], 20, ["*", ["get", "r"], 2 ** 20]];

export function layers(ink) {
  return [
    {
      id: "extents",
      type: "circle",
      source: "incidents",
      filter: single,
      paint: {
        "circle-radius": rounded,
        "circle-color": ink.accent,
        "circle-opacity": ["match", ["get", "precision"], ["sea", "region", "line"], 0.05, 0.1],
        "circle-stroke-color": ink.accent,
        "circle-stroke-width": 1,
        "circle-stroke-opacity": 0.45,
      },
    },
    {
      id: "clusters",
      type: "circle",
      source: "incidents",
      filter: ["has", "point_count"],
      paint: {
        "circle-color": ink.ink,
        "circle-radius": ["step", ["get", "point_count"], 12, 10, 15, 100, 19, 1000, 24],
        "circle-stroke-color": ink.paper,
        "circle-stroke-width": 1.5,
      },
    },
    {
      id: "counts",
      type: "symbol",
      source: "incidents",
      filter: ["has", "point_count"],
      layout: {
        "text-field": ["get", "point_count_abbreviated"],
        "text-font": FONT,
        "text-size": 12,
        "text-allow-overlap": true,
      },
      paint: { "text-color": ink.paper },
    },
    {
      id: "backs",
      type: "circle",
      source: "incidents",
      filter: single,
      paint: {
        "circle-color": ink.paper,
        "circle-radius": 12,
        "circle-stroke-color": ["case", ["boolean", ["feature-state", "chosen"], false], ink.accent, ink.ink],
        "circle-stroke-width": ["case", ["boolean", ["feature-state", "chosen"], false], 3, 1],
      },
    },
    {
      id: "signs",
      type: "symbol",
      source: "incidents",
      filter: single,
      layout: { "icon-image": ["get", "sign"], "icon-size": 0.8, "icon-allow-overlap": true, "icon-ignore-placement": true },
    },
  ];
}
