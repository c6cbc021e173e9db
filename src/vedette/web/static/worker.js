// The desk's service worker: shows what is pushed, and opens the desk where a notice leads.
//
// A notice stands under its thread, so that a correction or a withdrawal takes the place of the
// claim. A push may come twice, or after one that is newer. So the newest of each thread is kept in
// mind: what was shown is not shown again, and what came late is not shown at all.

const SHOWN = "vedette-shown";
const KEPT = 500; // threads that are kept in mind: weeks of a busy rule, some 100 KB

let turn = Promise.resolve(); // one push after the other: each looks at what the last one kept

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => {
  turn = turn.catch(() => {}).then(() => pushed(event.data));
  event.waitUntil(turn);
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path));
});
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(changed(event)));

async function pushed(data) {
  const told = read(data);
  if (!told) return show({ title: "The desk has news", body: "", path: "/", tag: "unread", at: "" });
  const last = await kept(told.tag);
  if (last && (last.key === told.key || last.at > told.at)) return;
  for (const tag of told.clears) {
    for (const old of await self.registration.getNotifications({ tag })) old.close();
  }
  await show(told);
  await keep(told);
}

function read(data) {
  try {
    const told = data.json();
    const words = ["key", "title", "body", "path", "tag", "at"];
    const whole = words.every((name) => typeof told[name] === "string");
    return whole && Array.isArray(told.clears) ? told : null;
  } catch {
    return null;
  }
}

function show({ title, body, path, tag, at }) {
  return self.registration.showNotification(title, { body, tag, renotify: true, data: { path, at } });
}

async function kept(tag) {
  const found = await (await caches.open(SHOWN)).match(place(tag));
  return found?.json();
}

async function keep({ key, at, tag, clears }) {
  const cache = await caches.open(SHOWN);
  for (const one of [tag, ...clears]) {
    await cache.delete(place(one)); // so that it stands last again
    await cache.put(place(one), Response.json({ key, at }));
  }
  const listed = await cache.keys();
  for (const old of listed.slice(0, Math.max(0, listed.length - KEPT))) await cache.delete(old);
}

function place(tag) {
  return `/alerts/shown/${encodeURIComponent(tag)}`;
}

async function open(path) {
  const url = within(path);
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = pages.find((page) => page.url === url.href);
  return there ? there.focus() : self.clients.openWindow(url);
}

function within(path) {
  try {
    const url = new URL(path, self.location.origin);
    if (url.origin === self.location.origin) return url;
  } catch {
    // not a path: the first page will do
  }
  return new URL("/", self.location.origin);
}

// The browser got another address: put it in the place of the old one, channel by channel.
async function changed({ oldSubscription: old, newSubscription: fresh }) {
  if (!old) return;
  const { channels } = await (await post("/mine", { endpoint: old.endpoint })).json();
  const next = fresh ?? (await self.registration.pushManager.subscribe(old.options));
  for (const channel of channels) {
    await post("", { channel, subscription: next.toJSON() });
    await post("/end", { channel, endpoint: old.endpoint });
  }
}

function post(path, told) {
  const headers = { "content-type": "application/json" };
  return fetch(`/alerts/here${path}`, { method: "POST", headers, body: JSON.stringify(told) });
}
