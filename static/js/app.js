// The queue of an athlete's phone: what is tapped is on disk before it shows, and goes out once
// there is signal. Without a secure page or a database the forms post as they are. Modules that
// are loaded from here take what they need of it as `app`: hashed names allow no circles.
import { openDB } from "./vendor/idb.js";

const KG_PER_LB = 45_359_237;
const HIGHEST_RPE = 10;
const LONGEST_REST_MS = 30 * 60_000;

const head = document.querySelector("[data-queue]");
const user = head?.dataset.user;
const athlete = head ? Number(head.dataset.athlete) : 0;
const pageRev = () => Number(head.dataset.rev);
const canKeep = Boolean(head && isSecureContext && globalThis.indexedDB && navigator.locks);

// What the page has seen: the server's clock, what is wrong with sending, when the last set was
// ticked, which exercises were chosen instead.
const state = { clock: { offset: 0, rtt: Infinity }, trouble: "", lastTickAt: 0, slotNames: new Map() };

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
const now = () => Date.now() + state.clock.offset;

const nowText = () => {
  const local = new Date(now());
  const minutes = -local.getTimezoneOffset();
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const zone = `${minutes < 0 ? "-" : "+"}${[hours, rest].map((part) => String(part).padStart(2, "0")).join(":")}`;
  return new Date(local.getTime() + minutes * 60_000).toISOString().replace("Z", zone);
};

/** The clock on the athlete's wall, such as 2026-03-02T18:30:00, at an instant. */
const wallTime = (ms) => {
  const parts = { timeZone: head.dataset.zone, dateStyle: "short", timeStyle: "medium" };
  return new Intl.DateTimeFormat("sv-SE", parts).format(ms).replace(" ", "T");
};

/** The athlete's day, such as 2026-03-02. */
const today = () => wallTime(now()).slice(0, 10);

/** An id that sorts by the time it was made (UUIDv7). */
const newId = () => {
  const time = Math.max(Math.round(now()), 0).toString(16).padStart(12, "0").slice(-12);
  const rest = [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = ((parseInt(rest[4], 16) & 3) | 8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(1, 4)}-${variant}${rest.slice(5, 8)}-${rest.slice(8)}`;
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

const countOf = async (state) => (await database).countFromIndex("ops", "by_state", state);

/** Say in the page's head what waits and why. */
const show = async () => {
  const [waiting, refused, parked] = await Promise.all(["waiting", "refused", "parked"].map(countOf));
  const say = (name, count) => head.dataset[name].replace("%n", count);
  const words = [];
  if (waiting) words.push(say("sayWaiting", waiting));
  if (refused + parked) words.push(say("sayRefused", refused + parked));
  const why = { "sign-in": "saySignIn", update: "sayUpdate", other: "sayOther" }[waiting ? state.trouble : ""];
  const button = head.querySelector("[data-unsent]");
  button.textContent = words.join(" · ");
  button.hidden = words.length === 0;
  head.dataset.waiting = waiting;
  head.dataset.trouble = waiting ? state.trouble : "";
  const note = document.querySelector("[data-why]");
  note.textContent = why ? head.dataset[why] : "";
  document.querySelector("[data-sign-in]").hidden = state.trouble !== "sign-in" || !waiting;
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

// Turning forms into operations.
// A form says all there is to know in its attributes:
//   data-op="put set"                    type and entity; a button's own attributes win
//   data-op-id="…"                       the entity's id; a set that is put gets one of its own
//   data-op-fields="load=load_kg:kg …"   control=field:kind@entity:id; kind and entity may be left out,
//                                        kind! is read whether changed or not, one+two reads both
//   data-op-facts='{…}'                  fields of what is put, here or on anything around the form
//   data-op-now="completed_at"           a field that takes the time of the tap, unless another is said
//   data-op-set='{…}'                    fields that are said by the tap itself
//   data-op-shows='{…}'                  what follows from it on this page alone
//   data-op-says, data-op-done, data-op-next   for the list, for the page, and where to go then
// A patch holds what was changed only. data-shows="session:7:note" shows a field that waits.
const unit = head?.dataset.unit;
const sentences = JSON.parse(document.querySelector("#session-sentences")?.textContent ?? "{}");

class Unreadable extends Error {
  constructor(control, sentence) {
    super(sentence);
    this.control = control;
  }
}

const numberOf = (text, control) => {
  const value = Number(text.trim().replace(",", "."));
  const limits = sentences[control];
  if (!limits && Number.isNaN(value)) throw new TypeError(`${control} isn't a number`);
  if (!limits) return value;
  if (text.trim() === "" ? limits.required : Number.isNaN(value)) throw new Unreadable(control, limits.required || limits.unreadable);
  if (limits.is_whole && !Number.isInteger(value)) throw new Unreadable(control, limits.unreadable);
  if (value < 0) throw new Unreadable(control, limits.low);
  if (value > limits.most) throw new Unreadable(control, limits.high);
  return value;
};

const inKg = (load) => (unit === "lb" ? Math.round((Math.round(load * 1000) * KG_PER_LB) / 1e8) / 1000 : load);

const shownLoad = (kg) => {
  const load = unit === "lb" ? (kg * 1e8) / KG_PER_LB : Number(kg);
  return shownNumber(Math.round(load * 100) / 100);
};

const shownNumber = (value) =>
  new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 3, useGrouping: false }).format(value);

const controlsOf = (form, names) => [...form.elements].filter((one) => names.split("+").includes(one.name) && !one.disabled);

const isChanged = (one) => {
  if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
  if (one.options) return [...one.options].some((option) => option.selected !== option.defaultSelected);
  return one.value !== one.defaultValue;
};

const loadOf = (text, form, name) => {
  if (text.trim() === "") return null;
  // What was shown stays exactly what is stored.
  const isAsShown = controlsOf(form, name).every((one) => !isChanged(one));
  const asked = form.elements.asked_kg?.value;
  return isAsShown && asked ? asked : inKg(numberOf(text, name)).toFixed(3);
};

/** What was chosen and written; the first of them has to be there. */
const wordsOf = (text, form, names) => {
  const said = controlsOf(form, names).filter((one) => (one.type === "radio" ? one.checked : one.value.trim()));
  if (!said.some((one) => one.name === names.split("+")[0])) throw new Unreadable(names, sentences[names]?.required);
  return said.map((one) => one.value.trim()).join(": ");
};

/** The instant of a clock on the wall, which is the athlete's own. */
const instantOf = (text) => {
  if (!text) return null;
  const wanted = Date.parse(`${text}Z`);
  const shown = (ms) => Date.parse(`${wallTime(ms)}Z`);
  let ms = wanted;
  // Twice: the first guess may lie on the other side of a change of the clocks.
  for (let times = 0; times < 2; times += 1) ms += wanted - shown(ms);
  return new Date(ms).toISOString();
};

const READ = {
  text: (text) => text,
  words: wordsOf,
  instant: instantOf,
  number: (text, form, name) => (text.trim() === "" && !sentences[name]?.required ? null : numberOf(text, name)),
  kg: loadOf,
  rir: (text) => (text === "" ? null : String(HIGHEST_RPE - Number(text))),
  flag: (text) => text !== "",
};

/** The parts of data-op-fields; place is the entity of another thing, else empty. */
const partsOf = (spec) =>
  spec.split(/\s+/).filter(Boolean).map((part) => {
    const [, name, field, kind = "text", place = ""] = part.match(/^(.+?)=([^:@]+)(?::([^@]+))?(?:@(.+))?$/);
    return { name, field, kind, place };
  });

const readFields = (form, spec, type) => {
  const said = new FormData(form);
  const byEntity = new Map();
  for (const { name, field, kind, place } of partsOf(spec)) {
    const isAlways = kind.endsWith("!");
    if ((type === "patch" || place) && !isAlways && !controlsOf(form, name).some(isChanged)) continue;
    if (!byEntity.has(place)) byEntity.set(place, {});
    byEntity.get(place)[field] = READ[kind.replace("!", "")](said.get(name) ?? "", form, name);
  }
  return byEntity;
};

const factsAround = (form) => {
  const found = [];
  for (let one = form; one; one = one.parentElement) if (one.dataset.opFacts) found.unshift(JSON.parse(one.dataset.opFacts));
  const facts = Object.assign({}, ...found);
  const name = state.slotNames.get(`${facts.planned_session}:${facts.slot_key}`);
  return name ? { ...facts, exercise_name: name } : facts;
};

const base = () => JSON.parse(document.querySelector("[data-op-base]")?.dataset.opBase ?? "{}");

const isSame = (text, value) => (value === null ? text === "" : text !== "" && Number(text) === Number(value));

/** What only a set has: when it was done, the rest before it, whether it was as asked. */
const setFields = (form, fields) => {
  const { asked_reps: reps, asked_kg: kg } = Object.fromEntries(new FormData(form));
  const group = form.closest("[data-rep-s]");
  const workMs = fields.reps * Number(group?.dataset.repS ?? 0) * 1000;
  const restMs = state.lastTickAt ? now() - state.lastTickAt - workMs : 0;
  return {
    ...fields,
    performed_at: nowText(),
    rest_s: restMs > 0 && restMs < LONGEST_REST_MS ? Math.round(restMs / 1000) : null,
    is_accepted: fields.rpe === null && reps !== "" && Number(reps) === fields.reps && isSame(kg, fields.load_kg),
  };
};

const draftsOf = (form, submitter) => {
  const said = { ...form.dataset, ...(submitter?.dataset.op ? { opFields: "", opNow: "", opSet: "", ...submitter.dataset } : {}) };
  const [type, entity] = said.op.split(" ");
  const byEntity = readFields(form, said.opFields ?? "", type);
  let fields = byEntity.get("") ?? {};
  byEntity.delete("");
  if (type === "put") fields = { ...factsAround(form), ...fields };
  if (type === "put" && entity === "set") fields = setFields(form, fields);
  if (said.opSet) Object.assign(fields, JSON.parse(said.opSet));
  if (said.opNow) fields[said.opNow] ??= nowText();
  // Of a session that ended another day, the body is that day's.
  const day = controlsOf(form, "finished_at")[0]?.value.slice(0, 10) || today();
  const id = type === "put" ? newId() : said.opId === "today" ? day : said.opId;
  const shows = said.opShows && JSON.parse(said.opShows);
  const done = entity === "set" && fields.reps !== undefined ? `: ${words(fields)}` : "";
  const drafts = [{ type, entity, entity_id: id, base: base(), fields, shows, says: (said.opSays ?? "") + done }];
  for (const [place, others] of byEntity) {
    const [other, otherId] = place.split(/:(.*)/);
    drafts.push({ type: "patch", entity: other, entity_id: otherId === "today" ? day : otherId, base: base(), fields: others, says: said.opSays ?? "" });
  }
  return drafts.filter((draft) => draft.type !== "patch" || Object.keys(draft.fields).length);
};

const words = ({ reps, load_kg: kg }) => (kg ? `${reps} × ${shownLoad(kg)} ${unit}` : String(reps));

/** Send what waits; the code for it comes when there is something to send. */
const flush = async () => {
  if (!canKeep) return;
  try {
    const sending = await import("./send.js");
    sending.start(app);
    await sending.flush();
  } catch {
    state.trouble = "offline";
    await show();
  }
};

const app = {
  user, athlete, state, database, pageRev, write, factOf, now, nowText, wallTime, today, newId, keep, opsSince, flush, show,
  draftsOf, partsOf, isChanged, shownLoad, HIGHEST_RPE, Unreadable,
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
  state.clock = (await factOf("clock")) ?? (isKept ? state.clock : clockOfPage());
  showKeptAt();
  await show();
  flush();
  navigator.serviceWorker?.register("/service-worker.js");
  if (document.querySelector("[data-session], [data-shows], [data-ends], [data-waits]")) await session();
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
