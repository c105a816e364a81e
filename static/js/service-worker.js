// Serves what is kept when there is no signal. Its first two lines are written by the server:
// FILES are the static files every page of an athlete needs, OFFLINE the page of last resort.
const STATIC = "static-1";
const PAGES = "pages-";
const ANSWER_MS = 3000;
const LONGEST_KEPT_MS = 14 * 86_400_000;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const HOMES = new Set(["/", "/home/"]);
const TODAY = "/today/";

const install = async () => {
  const cache = await caches.open(STATIC);
  const wanted = new Set([...FILES, OFFLINE].map((path) => new URL(path, location.origin).href));
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
  for (const url of wanted) {
    if (HASHED.test(url) && (await cache.match(url))) continue;
    const response = await fetch(url, { credentials: "omit", cache: "no-cache" });
    if (!response.ok) throw new Error(`${url} isn't there`);
    await cache.put(url, response);
  }
  await self.skipWaiting();
};

const staticFile = async (request) => {
  const cache = await caches.open(STATIC);
  const kept = await cache.match(request.url);
  if (kept && HASHED.test(request.url)) return kept;
  try {
    const fresh = await fetch(request);
    if (fresh.ok && kept) await cache.put(request.url, fresh.clone());
    return fresh;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
};

/** The kept copy of a page, marked with the time it was kept at; undefined without one. */
const keptCopy = async (url) => {
  const path = HOMES.has(url.pathname) ? TODAY : url.pathname;
  for (const name of await caches.keys()) {
    if (!name.startsWith(PAGES)) continue;
    const found = await (await caches.open(name)).match(url.origin + path);
    const keptAt = found?.headers.get("X-Kept-At");
    if (!keptAt || Date.parse(keptAt) < Date.now() - LONGEST_KEPT_MS) continue;
    const text = (await found.text()).replace("<html", `<html data-kept-at="${keptAt}"`);
    return new Response(text, { headers: found.headers });
  }
  return undefined;
};

const afterAWhile = () => new Promise((resolve) => setTimeout(resolve, ANSWER_MS));

const page = async (request) => {
  const url = new URL(request.url);
  const fresh = fetch(request);
  const copy = await keptCopy(url);
  if (!copy) return fresh.catch(() => caches.match(OFFLINE));
  // A server in trouble is like none: the kept copy says more than an error.
  const good = fresh.then((response) => (response.status >= 500 ? undefined : response)).catch(() => undefined);
  return (await Promise.race([good, afterAWhile()])) ?? copy;
};

/** Whoever signs in or out next finds no page of the one before. */
const entrance = async (request) => {
  const response = await fetch(request);
  for (const name of await caches.keys()) if (name.startsWith(PAGES)) await caches.delete(name);
  return response;
};

const icon = () => FILES.find((path) => path.includes("icon-192"));

const openToday = async () => {
  const shown = await self.clients.matchAll({ type: "window" });
  const there = shown.find(({ url }) => new URL(url).pathname === TODAY);
  return there ? there.focus() : self.clients.openWindow(TODAY);
};

self.addEventListener("push", (event) => {
  const { title, body } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag: TODAY, icon: icon() }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openToday());
});
self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate" && request.method === "POST" && pathname.startsWith("/accounts/")) event.respondWith(entrance(request));
  else if (request.method !== "GET") return;
  else if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.startsWith("/static/")) event.respondWith(staticFile(request));
});
