// Keeps the pages of this week and the next one on the phone, and nothing of anybody else's.
import { ask, start } from "./send.js";
import { deleteDB, openDB } from "./vendor/idb.js";

const DAY_MS = 86_400_000;
const LONGEST_KEPT_MS = 14 * DAY_MS;

/** This browser reminds whoever asked for it, and nobody who comes after. */
const endOthersReminders = async ({ user }) => {
  const others = (await caches.keys()).filter((name) => name.startsWith("push-") && name !== `push-${user}`);
  if (!others.length) return;
  const worker = await navigator.serviceWorker.getRegistration();
  await (await worker?.pushManager?.getSubscription())?.unsubscribe();
  for (const name of others) await caches.delete(name);
};

/** What another person left behind: pages go, sets that were never sent wait for their owner. */
const forgetOthers = async ({ user }) => {
  for (const name of await caches.keys()) {
    if (name.startsWith("pages-") && name !== `pages-${user}`) await caches.delete(name);
  }
  for (const { name } of (await indexedDB.databases?.()) ?? []) {
    if (!name.startsWith("phasewise-") || name === `phasewise-${user}`) continue;
    const other = await openDB(name);
    const waiting = await other.countFromIndex("ops", "by_state", "waiting").catch(() => 0);
    other.close();
    if (!waiting) await deleteDB(name);
  }
};

/** Fetch a page and keep it with the time of its making; one that leads elsewhere isn't kept. */
const keepPage = async (cache, url, rev, keptAt) => {
  const response = await fetch(url, { headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) return;
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Set-Cookie"]) headers.delete(name);
  headers.set("X-Kept-At", keptAt);
  headers.set("X-Kept-Rev", rev);
  await cache.put(url, new Response(await response.text(), { headers }));
};

const keepPages = async ({ user, nowText }, pages) => {
  const cache = await caches.open(`pages-${user}`);
  const wanted = new Map(pages.map(({ url, rev }) => [url, rev]));
  const known = new Map();
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    if (wanted.has(path)) known.set(path, (await cache.match(request)).headers.get("X-Kept-Rev"));
    else await cache.delete(request);
  }
  for (const [path, rev] of wanted) {
    if (known.get(path) !== rev) await keepPage(cache, path, rev, nowText());
  }
};

/** Sent operations are overlaid on older copies; a fortnight later there is none. */
const dropOldOps = ({ write }) =>
  write(async (ops) => {
    for (const op of await ops.index("by_state").getAll("sent")) {
      if (op.hlc[0] < Date.now() - LONGEST_KEPT_MS) await ops.delete(op.seq);
    }
  });

/** What was parked and has found its place since is done. */
const dropResolved = ({ write }, unresolved) =>
  write(async (ops) => {
    const open = new Set(unresolved.map((one) => one.op_id));
    for (const op of await ops.index("by_state").getAll("parked")) {
      if (!open.has(op.op_id)) await ops.put({ ...op, state: "sent", rev: 0 });
    }
  });

/** What was dismissed here is so everywhere; once the server lists it no more, it goes. */
const dropDismissed = async ({ athlete, write, database }, unresolved) => {
  const dismissed = await (await database).getAllFromIndex("ops", "by_state", "dismissed");
  const open = new Set(unresolved.map((one) => one.op_id));
  const told = dismissed.map((op) => op.op_id).filter((id) => open.has(id));
  if (told.length) await ask("dismiss/", { athlete, op_ids: told });
  await write(async (ops) => {
    for (const op of dismissed) if (op.athlete === athlete && !open.has(op.op_id)) await ops.delete(op.seq);
  });
};

const pull = async (app) => {
  const { athlete, factOf, write } = app;
  const key = `cursor-${athlete}`;
  const cursor = (await factOf(key)) ?? "";
  const { status, answer } = await ask(`pull/?athlete=${athlete}&cursor=${encodeURIComponent(cursor)}`);
  if (status !== 200) return;
  await dropResolved(app, answer.unresolved);
  await dropDismissed(app, answer.unresolved);
  await app.show();
  await keepPages(app, answer.pages);
  await write((ops, facts) => facts.put(answer.cursor, key));
  document.dispatchEvent(new CustomEvent("phasewise:pulled", { detail: answer }));
};

export const tidy = async (app) => {
  start(app);
  await forgetOthers(app);
  await endOthersReminders(app).catch(() => {});
  await dropOldOps(app);
  await pull(app).catch(() => {});
};
