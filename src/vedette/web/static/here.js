// On the page of alerts: let this browser be told, or not any more.

import { worded } from "./worded.js";

export async function startHere(page) {
  const offers = [...page.querySelectorAll("[data-push]")];
  if (!offers.length) return;
  const why = unable();
  if (why) {
    for (const offer of offers) say(offer, why);
    return;
  }
  const heard = await listened().catch(() => []);
  for (const offer of offers) {
    draw(offer, heard.includes(offer.dataset.push));
    offer.querySelector("button").addEventListener("click", () => turn(offer));
  }
}

function unable() {
  if (!window.isSecureContext) {
    return worded("A browser can be told only over https, or on the desk's own machine: this page came over http.");
  }
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    return worded("This browser cannot be told: it knows no web push.");
  }
  if (Notification.permission === "denied") {
    return worded("This browser shows no notices of the desk. Allow them in its settings for this site, and load the page anew.");
  }
  return "";
}

// One click: listen where the browser does not, and stop where it does.
async function turn(offer) {
  const button = offer.querySelector("button");
  const on = button.getAttribute("aria-pressed") === "true";
  button.disabled = true;
  say(offer, "");
  try {
    await (on ? stop(offer) : listen(offer));
    draw(offer, !on);
    const count = offer.querySelector("[data-listening]");
    count.textContent = Number(count.textContent.replaceAll("\u202f", "")) + (on ? -1 : 1);
  } catch (fault) {
    say(offer, worded("That did not work: %(fault)s", { fault: fault.message }));
  }
  button.disabled = false;
}

async function listen(offer) {
  if ((await Notification.requestPermission()) !== "granted") {
    throw new Error(worded("the browser was not allowed to show notices."));
  }
  await navigator.serviceWorker.register("/worker.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const key = bytes(offer.dataset.key);
  const old = await pushManager.getSubscription();
  // Bound to another key, such as that of a desk that stood here before: it can only end.
  if (old && !same(old.options.applicationServerKey, key)) await old.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await post("", { channel: offer.dataset.push, subscription: made.toJSON() });
}

async function stop(offer) {
  const held = await subscription();
  if (!held) return;
  await post("/end", { channel: offer.dataset.push, endpoint: held.endpoint });
  if (!(await listened()).length) await held.unsubscribe();
}

async function listened() {
  const held = await subscription();
  if (!held) return [];
  const answer = await post("/mine", { endpoint: held.endpoint });
  return (await answer.json()).channels;
}

async function subscription() {
  const registered = await navigator.serviceWorker.getRegistration("/");
  return registered?.pushManager.getSubscription() ?? null;
}

async function post(path, told) {
  const answer = await fetch(`/alerts/here${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(told),
  });
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({}));
  throw new Error(problem.why || problem.what || worded("the desk answered %(status)s.", { status: answer.status }));
}

function draw(offer, on) {
  const button = offer.querySelector("button");
  button.hidden = false;
  button.textContent = on ? worded("Tell me no more") : worded("Tell me here");
  button.setAttribute("aria-pressed", String(on));
  say(offer, on ? worded("This browser is told.") : "");
}

function say(offer, words) {
  offer.querySelector("output").textContent = words;
}

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (one) => one.charCodeAt(0));
}

function same(one, other) {
  const held = new Uint8Array(one ?? []);
  return held.length === other.length && held.every((byte, n) => byte === other[n]);
}
