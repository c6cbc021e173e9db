// The signs of kinds as pictures for the map, drawn path by path from the sprite of all pages.

const SIZE = 20; // CSS pixels
const DENSITY = 2; // pixels of a picture for each of them

const shapes = {
  path: (el) => new Path2D(el.getAttribute("d")),
  circle: (el) => {
    const path = new Path2D();
    path.arc(number(el, "cx"), number(el, "cy"), number(el, "r"), 0, 2 * Math.PI);
    return path;
  },
  rect: (el) => {
    const path = new Path2D();
    const corner = number(el, "rx");
    path.roundRect(number(el, "x"), number(el, "y"), number(el, "width"), number(el, "height"), corner);
    return path;
  },
};

const number = (el, name) => Number(el.getAttribute(name) ?? 0);

const inherited = (el, name) => el.closest(`[${name}]`)?.getAttribute(name) ?? null;

export async function readSprite(address) {
  const answer = await fetch(address);
  return new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
}

// A sign in a colour, as pixels; the sprite's grid is 24 by 24.
export function drawn(sprite, name, colour) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE * DENSITY;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.scale(canvas.width / 24, canvas.height / 24);
  const symbol = sprite.getElementById(name) ?? sprite.getElementById("kind-unexplained");
  for (const el of symbol.querySelectorAll("path, circle, rect")) stroke(pen, el, colour);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

function stroke(pen, el, colour) {
  const path = shapes[el.tagName](el);
  pen.save();
  const turn = /rotate\(([\d.]+) ([\d.]+) ([\d.]+)\)/.exec(el.getAttribute("transform") ?? "");
  if (turn) {
    pen.translate(Number(turn[2]), Number(turn[3]));
    pen.rotate((Number(turn[1]) * Math.PI) / 180);
    pen.translate(-Number(turn[2]), -Number(turn[3]));
  }
  pen.fillStyle = pen.strokeStyle = colour;
  pen.lineWidth = Number(inherited(el, "stroke-width") ?? 1);
  pen.lineCap = inherited(el, "stroke-linecap") ?? "butt";
  pen.lineJoin = inherited(el, "stroke-linejoin") ?? "miter";
  const dashes = inherited(el, "stroke-dasharray");
  if (dashes) pen.setLineDash(dashes.split(" ").map(Number));
  const rule = inherited(el, "fill-rule") ?? "nonzero";
  if ((inherited(el, "fill") ?? "black") !== "none") pen.fill(path, rule);
  if ((inherited(el, "stroke") ?? "none") !== "none") pen.stroke(path);
  pen.restore();
}

export { DENSITY };
