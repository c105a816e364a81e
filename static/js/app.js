// The queue of an athlete's phone: what is tapped is on disk before it shows, and goes out once
// there is signal. Without a secure page or a database the forms post as they are. Modules that
// are loaded from here take what they need of it as `app`: hashed names allow no circles.
import { openDB } from "./vendor/idb.js";

const PROTOCOL = 1;
const SYNC = "/api/v1/sync/";
const MOST_OPS = 200;
const MOST_BYTES = 250 * 1024;
const ANSWER_MS = 20_000;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 5 * 60_000;
// Two samples of the clock that differ by more than their travel and this: it was set anew.
const CLOCK_SLACK_MS = 1000;

const head = document.querySelector("[data-queue]");
const user = head?.dataset.user;
const athlete = head ? Number(head.dataset.athlete) : 0;
const pageRev = () => Number(head.dataset.rev);
const canKeep = Boolean(head && isSecureContext && globalThis.indexedDB && navigator.locks);

let clock = { offset: 0, rtt: Infinity };
let trouble = "";
let limit = MOST_OPS;
let failures = 0;
let isAskedAgain = false;
let retry;

const database = canKeep
  ? openDB(`phasewise-${user}`, 1, {
      upgrade(made) {
        made.createObjectStore("ops", { keyPath: "seq", autoIncrement: true }).createIndex("by_state", "state");
        made.createObjectStore("facts");
      },
      // Signing out deletes it, in whichever tab.
      blocking(was, wanted, event) {
        event.target.close();
      },
    })
  : undefined;

/** Change both stores in one transaction that is on disk when this resolves. */
const write = async (work) => {
  const change = (await database).transaction(["ops", "facts"], "readwrite", { durability: "strict" });
  const result = await work(change.objectStore("ops"), change.objectStore("facts"));
  await change.done;
  return result;
};

const factOf = async (name) => (await database).get("facts", name);

/** The time now as the server has it, in milliseconds. */
const now = () => Date.now() + clock.offset;

const nowText = () => {
  const local = new Date(now());
  const minutes = -local.getTimezoneOffset();
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const zone = `${minutes < 0 ? "-" : "+"}${[hours, rest].map((part) => String(part).padStart(2, "0")).join(":")}`;
  return new Date(local.getTime() + minutes * 60_000).toISOString().replace("Z", zone);
};

/** An id that sorts by the time it was made (UUIDv7). */
const newId = () => {
  const time = Math.max(Math.round(now()), 0).toString(16).padStart(12, "0").slice(-12);
  const rest = [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = ((parseInt(rest[4], 16) & 3) | 8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(1, 4)}-${variant}${rest.slice(5, 8)}-${rest.slice(8)}`;
};

const learnClock = async (sentAt, serverTime) => {
  const rtt = Date.now() - sentAt;
  const sample = { offset: serverTime - (sentAt + rtt / 2), rtt };
  const wasSet = Math.abs(sample.offset - clock.offset) > (rtt + clock.rtt) / 2 + CLOCK_SLACK_MS;
  if (rtt > clock.rtt && !wasSet) return;
  clock = sample;
  await write((ops, facts) => facts.put(clock, "clock"));
};

/** Write operations to disk; each is {entity, entity_id, type, base, fields, says}. */
const keep = async (drafts) => {
  const kept = await write(async (ops, facts) => {
    let [ms, count] = (await facts.get("hlc")) ?? [0, 0];
    const added = [];
    for (const draft of drafts) {
      const time = Math.round(now());
      [ms, count] = time > ms ? [time, 0] : [ms, count + 1];
      const op = { ...draft, op_id: crypto.randomUUID(), athlete, hlc: [ms, count], state: "waiting" };
      added.push({ ...op, seq: await ops.add(op) });
    }
    await facts.put([ms, count], "hlc");
    return added;
  });
  navigator.storage?.persist?.();
  await show();
  flush();
  return kept;
};

/** This athlete's operations that a page made at a revision doesn't hold yet, oldest first. */
const opsSince = async (rev) => {
  const all = await (await database).getAll("ops");
  return all.filter((op) => op.athlete === athlete && (op.state === "waiting" || (op.state === "sent" && op.rev > rev)));
};

const csrf = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

/** A browser that was killed may have lost the form token's cookie; any page brings a new one. */
const renewToken = () => fetch(location.pathname, { headers: { Accept: "text/html" } });

const ask = async (path, body) => {
  if (body && !csrf()) await renewToken();
  const sentAt = Date.now();
  const response = await fetch(SYNC + path, {
    method: body ? "POST" : "GET",
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrf() },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const answer = await response.json().catch(() => ({}));
  if (answer.server_time) await learnClock(sentAt, answer.server_time);
  const wait = Number(response.headers.get("Retry-After")) * 1000;
  const { code = "", detail = "" } = answer.errors?.[0] ?? {};
  return { status: response.status, answer, wait, code, detail };
};

const REVOKED = { status: 401, answer: {} };

const deviceId = async () => {
  const known = await factOf("device");
  if (known) return { device: known };
  // A phone that was shut out comes back by signing in anew only.
  if ((await factOf("revoked")) === csrf()) return { refusal: REVOKED };
  const name = navigator.userAgentData?.platform || navigator.platform || "Browser";
  const asked = await ask("devices/", { name });
  if (asked.status !== 201) return { refusal: asked };
  await write((ops, facts) => facts.put(asked.answer.device_id, "device"));
  return { device: asked.answer.device_id };
};

const forgetDevice = () => write((ops, facts) => facts.delete("device"));

const asSent = ({ op_id, seq, hlc, entity, entity_id, type, base, fields }) => ({
  op_id, seq, hlc, entity, entity_id, type, base, fields,
});

const nextBatch = async () => {
  const found = await (await database).getAllFromIndex("ops", "by_state", "waiting", limit);
  let bytes = 0;
  return found.filter((op, place) => {
    bytes += JSON.stringify(asSent(op)).length * 2;
    return op.athlete === found[0].athlete && (place === 0 || bytes < MOST_BYTES);
  });
};

const STATES = { applied: "sent", duplicate: "sent", superseded: "sent", refused: "refused", parked: "parked" };

const settle = async (batch, results) => {
  const byId = new Map(results.map((result) => [result.op_id, result]));
  const settled = [];
  await write(async (ops) => {
    for (const op of batch) {
      const result = byId.get(op.op_id);
      if (!STATES[result?.status]) continue;
      const { code = "", message = "", rev = 0 } = result;
      settled.push({ ...op, state: STATES[result.status], code, message, rev });
      await ops.put(settled.at(-1));
    }
  });
  return settled;
};

const tell = (settled) => document.dispatchEvent(new CustomEvent("phasewise:settled", { detail: settled }));

/** Send one batch; return whether to go on. What went wrong stays in `trouble`. */
const sendBatch = async (batch, isSecondTry = false) => {
  const { device, refusal } = await deviceId();
  const ops = batch.map(asSent);
  const body = { device_id: device, athlete: batch[0].athlete, protocol: PROTOCOL, client_time: Date.now(), ops };
  const { status, answer, wait, code, detail } = refusal ?? (await ask("push/", body));
  if (status === 200) {
    const settled = await settle(batch, answer.results);
    limit = MOST_OPS;
    tell(settled);
    if (!settled.length) later(wait);
    return settled.length > 0;
  }
  if (status === 409 && !isSecondTry) {
    await forgetDevice();
    if (code === "device_revoked") await write((ops, facts) => facts.put(csrf(), "revoked"));
    return sendBatch(batch, true);
  }
  if ((status === 413 || status === 400) && !refusal) {
    if (batch.length > 1) limit = Math.ceil(batch.length / 2);
    else tell(await settle(batch, [{ op_id: batch[0].op_id, status: "refused", code: "unreadable", message: detail }]));
    return true;
  }
  const isAnother = status === 403 && code === "other_user";
  if (status === 403 && !isAnother && !isSecondTry) {
    await renewToken();
    return sendBatch(batch, true);
  }
  if (isAnother) await forgetDevice();
  trouble = isAnother ? "other" : { 401: "sign-in", 426: "update" }[status] ?? "later";
  if (status === 426) navigator.serviceWorker?.getRegistration().then((worker) => worker?.update());
  later(wait);
  return false;
};

const later = (wait) => {
  const pause = Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS);
  failures += 1;
  clearTimeout(retry);
  retry = setTimeout(flush, wait || pause * (0.5 + Math.random()));
};

const drain = async () => {
  try {
    for (let batch = await nextBatch(); batch.length; batch = await nextBatch()) {
      if (!(await sendBatch(batch))) break;
      [trouble, failures] = ["", 0];
      await show();
    }
  } catch {
    trouble = "offline";
    later();
  }
  await show();
};

/** Send what waits; one page at a time, whichever holds the lock. */
const flush = async () => {
  if (!canKeep) return;
  isAskedAgain = true;
  await navigator.locks.request(`phasewise-flush-${user}`, { ifAvailable: true }, async (lock) => {
    while (lock && isAskedAgain) {
      isAskedAgain = false;
      await drain();
    }
  });
};

const countOf = async (state) => (await database).countFromIndex("ops", "by_state", state);

/** Say in the page's head what waits and why. */
const show = async () => {
  const [waiting, refused, parked] = await Promise.all(["waiting", "refused", "parked"].map(countOf));
  const say = (name, count) => head.dataset[name].replace("%n", count);
  const words = [];
  if (waiting) words.push(say("sayWaiting", waiting));
  if (refused + parked) words.push(say("sayRefused", refused + parked));
  const why = { "sign-in": "saySignIn", update: "sayUpdate", other: "sayOther" }[waiting ? trouble : ""];
  const button = head.querySelector("[data-unsent]");
  button.textContent = words.join(" · ");
  button.hidden = words.length === 0;
  head.dataset.waiting = waiting;
  head.dataset.trouble = waiting ? trouble : "";
  const note = document.querySelector("[data-why]");
  note.textContent = why ? head.dataset[why] : "";
  document.querySelector("[data-sign-in]").hidden = trouble !== "sign-in" || !waiting;
};

const showKeptAt = () => {
  const { keptAt } = document.documentElement.dataset;
  if (!keptAt) return;
  const line = head.querySelector("[data-kept]");
  const time = new Date(keptAt);
  const isToday = time.toDateString() === new Date().toDateString();
  const parts = isToday ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };
  line.textContent = head.dataset.sayKept.replace("%t", new Intl.DateTimeFormat(document.documentElement.lang, parts).format(time));
  line.hidden = false;
};

const app = {
  user, athlete, pageRev, database, write, factOf, now, nowText, newId, keep, opsSince, ask, flush, show,
};

const session = async () => {
  const module = await import("./session.js");
  await module.start(app);
  return module;
};

/** The page says when it was made, to the second: better than nothing before the first answer. */
const clockOfPage = () => {
  const [{ requestStart, responseStart }] = performance.getEntriesByType("navigation");
  const madeAt = Number(head.dataset.now) * 1000 + 500;
  return { offset: madeAt - (performance.timeOrigin + responseStart), rtt: responseStart - requestStart + 1000 };
};

const begin = async () => {
  const isKept = Boolean(document.documentElement.dataset.keptAt);
  clock = (await factOf("clock")) ?? (isKept ? clock : clockOfPage());
  showKeptAt();
  await show();
  flush();
  navigator.serviceWorker?.register("/service-worker.js");
  if (document.querySelector("[data-session], [data-shows]")) await session();
  const { tidy } = await import("./kept.js");
  await tidy(app);
};

/** One tap is one operation, however often the thumb comes down. */
const perform = async (form, submitter) => {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  await (await session()).operate(form, submitter);
  form.ariaBusy = null;
};

if (canKeep) {
  begin();
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  head.querySelector("[data-unsent]").addEventListener("click", async () => (await import("./unsent.js")).open(app));
  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (form.matches("[data-sign-out]")) {
      event.preventDefault();
      (await import("./leave.js")).leave(form);
    } else if (form.matches("[data-op]")) {
      event.preventDefault();
      await perform(form, submitter);
    }
  });
}
