// Longitudes and distances: what the map must not get wrong where the globe is cut.

const EARTH = 40_075_016.7; // metres around the equator
const TILE = 512; // pixels of the world at zoom 0

// The shortest arc that holds all longitudes, as [west, east] with east >= west: beyond 180 where
// it runs over the antimeridian, as from Anadyr to Nome.
export function arc(longitudes) {
  const sorted = [...new Set(longitudes)].sort((a, b) => a - b);
  if (!sorted.length) return null;
  let widest = sorted[0] + 360 - sorted.at(-1);
  let after = 0;
  for (let n = 1; n < sorted.length; n += 1) {
    if (sorted[n] - sorted[n - 1] > widest) [widest, after] = [sorted[n] - sorted[n - 1], n];
  }
  return [sorted[after], after ? sorted[after - 1] + 360 : sorted.at(-1)];
}

// Whether a longitude lies between two, whatever turn they are given in.
export function between(lon, west, east) {
  if (east - west >= 360) return true;
  return (((lon - west) % 360) + 360) % 360 <= east - west;
}

// The box around points [lon, lat]: [[west, south], [east, north]].
export function box(points) {
  const across = arc(points.map(([lon]) => lon));
  if (!across) return null;
  const lats = points.map(([, lat]) => lat);
  return [
    [across[0], lats.reduce((a, b) => Math.min(a, b))],
    [across[1], lats.reduce((a, b) => Math.max(a, b))],
  ];
}

// Pixels at zoom 0 of a distance at a latitude (Web Mercator): they double with each zoom.
export function pixels(km, lat) {
  const wide = EARTH * Math.cos((Math.min(85, Math.abs(lat)) * Math.PI) / 180);
  return (km * 1000 * TILE) / wide;
}
