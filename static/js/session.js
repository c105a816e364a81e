// Turns forms into operations and shows them on the page at once, also on a copy kept days ago.
// A form says all there is to know in its attributes:
//   data-op="put set"                    type and entity; a button's own attributes win
//   data-op-id="…"                       the entity's id; a set that is put gets one of its own
//   data-op-fields="load=load_kg:kg …"   control=field:kind@entity:id; kind and entity may be left out
//   data-op-facts='{…}'                  fields of what is put, here or on anything around the form
//   data-op-now="completed_at"           a field that takes the time of the tap
//   data-op-set='{…}'                    fields that are said by the tap itself
//   data-op-says, data-op-done, data-op-next   for the list, for the page, and where to go then
// A patch holds what was changed only. data-shows="session:7:note" shows a field that waits.

const KG_PER_LB = 45_359_237;
const HIGHEST_RPE = 10;
const LONGEST_REST_MS = 30 * 60_000;
const SEND_MS = 3000;

const page = document.querySelector("[data-session]");
const unit = document.querySelector("[data-queue]").dataset.unit;
const sentences = JSON.parse(document.querySelector("#session-sentences")?.textContent ?? "{}");
let app;
let slotNames = new Map();
let lastTickAt = 0;

// Reading what was typed.
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

const controlsOf = (form, name) => [...form.elements].filter((one) => one.name === name);

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

const READ = {
  text: (text) => text,
  number: (text, form, name) => (text.trim() === "" && !sentences[name]?.required ? null : numberOf(text, name)),
  kg: loadOf,
  rir: (text) => (text === "" ? null : String(HIGHEST_RPE - Number(text))),
  flag: (text) => text !== "",
};

const readFields = (form, spec, type) => {
  const said = new FormData(form);
  const byEntity = new Map();
  for (const part of spec.split(/\s+/).filter(Boolean)) {
    const [, name, field, kind = "text", entity = ""] = part.match(/^(.+?)=([^:@]+)(?::([^@]+))?(?:@(.+))?$/);
    if ((type === "patch" || entity) && !controlsOf(form, name).some(isChanged)) continue;
    if (!byEntity.has(entity)) byEntity.set(entity, {});
    byEntity.get(entity)[field] = READ[kind](said.get(name) ?? "", form, name);
  }
  return byEntity;
};

const factsAround = (form) => {
  const found = [];
  for (let one = form; one; one = one.parentElement) if (one.dataset.opFacts) found.unshift(JSON.parse(one.dataset.opFacts));
  const facts = Object.assign({}, ...found);
  const name = slotNames.get(`${facts.planned_session}:${facts.slot_key}`);
  return name ? { ...facts, exercise_name: name } : facts;
};

const base = () => JSON.parse(document.querySelector("[data-op-base]")?.dataset.opBase ?? "{}");

const isSame = (text, value) => (value === null ? text === "" : text !== "" && Number(text) === Number(value));

/** What only a set has: when it was done, the rest before it, whether it was as asked. */
const setFields = (form, fields) => {
  const { asked_reps: reps, asked_kg: kg } = Object.fromEntries(new FormData(form));
  const group = form.closest("[data-rep-s]");
  const workMs = fields.reps * Number(group?.dataset.repS ?? 0) * 1000;
  const restMs = lastTickAt ? app.now() - lastTickAt - workMs : 0;
  return {
    ...fields,
    performed_at: app.nowText(),
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
  if (said.opNow) fields[said.opNow] = app.nowText();
  const id = type === "put" ? app.newId() : said.opId;
  const done = entity === "set" && fields.reps !== undefined ? `: ${words(fields)}` : "";
  const drafts = [{ type, entity, entity_id: id, base: base(), fields, says: (said.opSays ?? "") + done }];
  for (const [place, others] of byEntity) {
    const [other, otherId] = place.split(/:(.*)/);
    const day = otherId === "today" ? app.nowText().slice(0, 10) : otherId;
    drafts.push({ type: "patch", entity: other, entity_id: day, base: base(), fields: others, says: said.opSays ?? "" });
  }
  return drafts.filter((draft) => draft.type !== "patch" || Object.keys(draft.fields).length);
};

const words = ({ reps, load_kg: kg }) => (kg ? `${reps} × ${shownLoad(kg)} ${unit}` : String(reps));

// Rows.
const rows = () => [...(page?.querySelectorAll("[data-row]") ?? [])].sort((a, b) => a.dataset.turn - b.dataset.turn);
const isDone = (row) => row.classList.contains("set--done");
const rowOf = (id) => page?.querySelector(`[data-row][data-set-id="${id}"]`);

/** A state of a row, done or to do: what the server made for one set more, with the row's number. */
const stateOf = (row, toDone) => {
  const { content, dataset } = row.closest(".group").querySelector("[data-shapes]");
  const state = content.querySelector(toDone ? ".set__done" : ".set__form").cloneNode(true);
  const numbered = (text) => text.replace(new RegExp(`${dataset.number}(?!.*\\d)`, "s"), row.dataset.number);
  for (const one of state.querySelectorAll(".set__number, .visually-hidden")) {
    for (const text of one.childNodes) if (text.nodeType === Node.TEXT_NODE) text.data = numbered(text.data);
  }
  for (const one of [state, ...state.querySelectorAll("[data-op-says]")]) if (one.dataset.opSays) one.dataset.opSays = numbered(one.dataset.opSays);
  state.querySelector("[data-errors]").id = `${row.id}-errors`;
  setValue(state, "number", row.dataset.number);
  setValue(state, "set_id", app.newId());
  return state;
};

/** The state that a row isn't in, with what it says in the one that it is in. */
const otherState = (row, toDone) => {
  const [here, other] = [row.firstElementChild, stateOf(row, toDone)];
  other.querySelector(".set__past").replaceWith(here.querySelector(".set__past").cloneNode(true));
  const effort = here.querySelector(".effort");
  if (effort) other.querySelector(toDone ? ".set__note" : "[data-errors]").before(effort.cloneNode(true));
  for (const name of ["load", "reps", "asked_kg"]) setValue(other, name, here.querySelector(`[name=${name}]`)?.defaultValue ?? "");
  // Once done otherwise, it is nothing that was asked.
  if (!toDone) setValue(other, "asked_reps", "");
  return other;
};

/** Exchange the two states of a row; what was typed stays. */
const turn = (row, toDone) => {
  if (isDone(row) === toDone) return;
  let other = row.querySelector(":scope > template");
  if (!other) {
    other = document.createElement("template");
    other.content.append(otherState(row, toDone));
  }
  const current = row.firstElementChild;
  row.replaceChildren(...other.content.children, other);
  other.content.append(current);
  row.classList.toggle("set--done", toDone);
  if (!toDone) delete row.dataset.setId;
};

const setText = (row, name, text) => {
  const place = row.querySelector(`[data-result="${name}"]`);
  if (!place) return;
  place.textContent = (place.dataset.say ?? "%n").replace("%n", text);
  (place.closest("[data-result-part]") ?? place).hidden = text === "";
};

const setValue = (row, name, text) => {
  for (const one of row.querySelectorAll(`[name="${name}"]`)) {
    // What is being typed stays.
    const isTouched = isChanged(one);
    if (one.type === "radio") one.defaultChecked = one.value === text;
    else one.defaultValue = text;
    if (isTouched) continue;
    if (one.type === "radio") one.checked = one.defaultChecked;
    else one.value = text;
  }
};

const fill = (row, id, fields) => {
  row.dataset.setId = id;
  setValue(row, "replaces", id);
  for (const one of row.querySelectorAll("[data-op-id]")) one.dataset.opId = id;
  for (const one of row.querySelectorAll("[formaction]")) one.setAttribute("formaction", one.getAttribute("formaction").replace(/[0-9a-f-]{36}/, id));
  if ("reps" in fields) for (const put of [setText, setValue]) put(row, "reps", String(fields.reps));
  if ("load_kg" in fields) {
    const load = fields.load_kg === null ? "" : shownLoad(fields.load_kg);
    for (const put of [setText, setValue]) put(row, "load", load);
    setValue(row, "asked_kg", fields.load_kg ?? "");
  }
  if ("rpe" in fields) {
    const rir = fields.rpe === null ? "" : String(HIGHEST_RPE - fields.rpe);
    for (const put of [setText, setValue]) put(row, "rir", rir);
  }
  fillWords(row, fields);
};

const fillWords = (row, { note, has_pain: hasPain }) => {
  if (note !== undefined) for (const put of [setText, setValue]) put(row, "note", note);
  if (hasPain === undefined) return;
  row.querySelector("[data-result=pain]").hidden = !hasPain;
  for (const one of row.querySelectorAll("[name=pain]")) one.checked = one.defaultChecked = hasPain;
};

/** A further set of a group, from the shape that the server left there. */
const addRow = (group) => {
  const list = group.querySelector(".sets");
  const last = list.lastElementChild;
  if (!last || !group.querySelector("[data-shapes]")) return undefined;
  const row = last.cloneNode(false);
  row.className = "set";
  for (const name of ["setId", "owed"]) delete row.dataset[name];
  row.dataset.number = list.querySelectorAll(":scope > [data-row]").length + 1;
  row.dataset.turn = Number(last.dataset.turn) + 0.5;
  row.id = last.id.replace(/\d+$/, row.dataset.number);
  list.append(row);
  row.append(stateOf(row, false));
  return row;
};

/** Loads that go by today's top set follow from it as soon as it is ticked. */
const followTops = () => {
  for (const group of page.querySelectorAll("[data-top]")) {
    const { slot_key: slot, percent, added_kg: added, is_down: isDown, loads } = JSON.parse(group.dataset.top);
    const first = page.querySelector(`[data-slot="${slot}"]`);
    const lifted = [...(first?.querySelectorAll(".set--done [name=asked_kg]") ?? [])].map((one) => Number(one.value));
    const top = Math.max(0, ...lifted);
    if (!top) continue;
    const target = (top * percent) / 100 + added;
    const below = loads.findLast((load) => load <= target + 1e-9) ?? loads[0];
    const above = loads.find((load) => load >= target - 1e-9) ?? loads.at(-1);
    const kg = (isDown || target - below <= above - target + 1e-9 ? below : above).toFixed(3);
    group.dataset.opFacts = JSON.stringify({ ...JSON.parse(group.dataset.opFacts), prescribed_kg: kg });
    for (const row of group.querySelectorAll("[data-row]:not(.set--done)")) {
      setValue(row, "load", shownLoad(kg));
      setValue(row, "asked_kg", kg);
    }
  }
};

const groupOf = ({ planned_group: group, exercise_name: name }) =>
  group
    ? page.querySelector(`[data-group="${group}"]`)?.closest(".group")
    : [...page.querySelectorAll("[data-extra-of]")].find((one) => one.dataset.extraOf === name);

const freeRow = (fields) => {
  const block = groupOf(fields);
  const { position } = fields;
  if (!block) return undefined;
  const free = [...block.querySelectorAll("[data-row]")].filter((row) => !isDone(row));
  return free.find((row) => Number(row.dataset.number) >= position) ?? addRow(block);
};

const markNext = () => {
  const found = rows();
  const next = found.find((row) => !isDone(row));
  for (const row of found) row.classList.toggle("set--next", row === next);
  const done = found.filter((row) => isDone(row) && "owed" in row.dataset).length;
  const count = document.querySelector("[data-count]");
  count.querySelector("strong").textContent = done;
  count.querySelector("progress").value = done;
  document.querySelector("[data-finish]").classList.toggle("button--primary", done >= count.querySelector("progress").max);
};

const moveOn = () => {
  const place = document.querySelector("[aria-invalid='true']") ?? document.querySelector(".set--next .tick");
  place?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: "center" });
};

// Showing what waits.
const folded = (ops) => {
  const found = new Map();
  for (const { type, entity, entity_id: id, fields } of ops) {
    const key = `${entity}:${id}`;
    const state = found.get(key) ?? { entity, id, fields: {}, isDeleted: false };
    if (type === "delete" || type === "restore") state.isDeleted = type === "delete";
    Object.assign(state.fields, fields);
    found.set(key, state);
  }
  return found;
};

const showSet = ({ id, fields, isDeleted }) => {
  let row = rowOf(id);
  if (isDeleted) {
    if (row) turn(row, false);
    return;
  }
  row ??= freeRow(fields);
  if (!row) return;
  turn(row, true);
  fill(row, id, fields);
};

const showField = (place, states) => {
  const [, key, field] = place.dataset.shows.match(/^(.*):([^:]*)$/);
  const value = states.get(key)?.fields[field];
  if (value === undefined) return;
  place.textContent = value ?? "";
  place.hidden = !value;
};

const showEnd = (states) => {
  const { session } = JSON.parse(page.dataset.opBase);
  const link = document.querySelector("[data-finish]");
  if (states.get(`session:${session}`)?.fields.completed_at && link.dataset.sayFinished) link.textContent = link.dataset.sayFinished;
};

/** What serves without scripts is for the phone the shape of a set to do. */
const keepShape = (plain) => {
  plain.closest(".group").querySelector("[data-shapes]")?.content.append(plain.querySelector(".set__form"));
  plain.remove();
};

const showWaiting = async () => {
  const states = folded(await app.opsSince(app.pageRev()));
  slotNames = new Map([...states.values()].filter((one) => one.entity === "slot").map(({ id, fields }) => [id, fields.exercise_name]));
  for (const place of document.querySelectorAll("[data-shows]")) showField(place, states);
  if (!page) return;
  for (const button of page.querySelectorAll("[data-add-set], [data-tempo]")) button.hidden = false;
  for (const plain of page.querySelectorAll("[data-plain]")) keepShape(plain);
  for (const state of states.values()) if (state.entity === "set") showSet(state);
  followTops();
  markNext();
  showEnd(states);
};

// The page made anew by the server, where something follows that only it can know.
const typedInputs = (root) => [...root.querySelectorAll("form[data-set] .set__input")].filter((input) => input.value !== input.defaultValue);

const keyOf = (input) => `${input.closest("[data-row]")?.id} ${input.name}`;

const replaceSections = (fresh, typed) => {
  for (const section of document.querySelectorAll("[data-exercise]")) {
    const other = fresh.getElementById(section.id);
    if (other && !section.contains(document.activeElement?.closest("dialog, textarea"))) section.replaceWith(other);
  }
  for (const input of document.querySelectorAll("form[data-set] .set__input")) input.value = typed.get(keyOf(input)) ?? input.value;
};

const refresh = async () => {
  const response = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!fresh.querySelector("[data-session]")) return;
  replaceSections(fresh, new Map(typedInputs(page).map((input) => [keyOf(input), input.value])));
  for (const part of ["[data-count]", "[data-finish]"]) document.querySelector(part).replaceWith(fresh.querySelector(part));
  document.querySelector("[data-queue]").dataset.rev = fresh.querySelector("[data-queue]").dataset.rev;
  delete document.documentElement.dataset.keptAt;
  document.querySelector("[data-kept]").hidden = true;
  await showWaiting();
};

const say = (text, kind = "success") => {
  const line = document.createElement("p");
  line.className = kind;
  line.textContent = text;
  // The region itself stays: a screen reader reads out only what changes inside it.
  document.querySelector(".messages").replaceChildren(...(text ? [line] : []));
};

const refuse = (form, sentence, control) => {
  const place = form.querySelector("[data-errors]");
  if (!place) return say(sentence, "error");
  const line = document.createElement("p");
  line.className = "field__error";
  line.textContent = sentence;
  place.replaceChildren(line);
  place.hidden = false;
  for (const one of form.querySelectorAll(".set__input")) one.ariaInvalid = control === undefined || one.name === control ? "true" : null;
  return moveOn();
};

const clearErrors = (form) => {
  form.querySelector("[data-errors]")?.replaceChildren();
  for (const one of form.querySelectorAll("[aria-invalid]")) one.ariaInvalid = null;
};

const takeBackRefused = ({ type, entity, entity_id: id, message }) => {
  const row = entity === "set" ? rowOf(id) : undefined;
  if (type !== "put" || !row) return false;
  turn(row, false);
  refuse(row.querySelector("form"), message);
  return true;
};

const onSettled = async ({ detail: settled }) => {
  if (!page) return;
  const refused = settled.filter((op) => op.state === "refused");
  const isUnclear = refused.filter((op) => !takeBackRefused(op)).length > 0;
  const isDecided = settled.some((op) => rowOf(op.entity_id)?.closest("[data-decides]") || op.entity === "slot");
  markNext();
  if (isUnclear || isDecided) await refresh().catch(() => {});
};

/** Resolve to whether the operation arrived before the athlete gets impatient. */
const isSent = (op) =>
  new Promise((resolve) => {
    const look = async () => {
      const { state } = await (await app.database).get("ops", op.seq);
      if (state !== "waiting") resolve(state === "sent");
    };
    document.addEventListener("phasewise:settled", look);
    setTimeout(() => resolve(false), SEND_MS);
    look();
  });

const afterwards = (form, submitter, drafts, kept) => {
  const said = { ...form.dataset, ...submitter?.dataset };
  say(said.opDone ?? "");
  form.closest("details")?.removeAttribute("open");
  if (said.opNext) isSent(kept[0]).then((sent) => location.assign(sent ? said.opNext : said.opOtherwise || said.opNext));
  const tick = drafts.find((draft) => draft.entity === "set" && draft.type === "put");
  if (!tick) return;
  lastTickAt = app.now();
  const detail = { seconds: Number(form.dataset.restS) || 0 };
  document.dispatchEvent(new CustomEvent("phasewise:rest", { detail }));
};

/** Carry out a form on the phone; the ordinary way where the phone can't keep it. */
export const operate = async (form, submitter) => {
  clearErrors(form);
  let drafts;
  try {
    drafts = draftsOf(form, submitter);
  } catch (error) {
    // What can't be read here is for the server to say.
    return error instanceof Unreadable ? refuse(form, error.message, error.control) : form.submit();
  }
  try {
    const kept = await app.keep(drafts);
    await showWaiting();
    afterwards(form, submitter, drafts, kept);
    moveOn();
  } catch {
    if (submitter?.hasAttribute("formaction")) form.action = submitter.getAttribute("formaction");
    form.submit();
  }
  return undefined;
};

const onPulled = ({ detail }) => {
  const isNewer = detail.sets.length + detail.sessions.length > 0;
  if (page && (document.documentElement.dataset.keptAt || isNewer)) refresh().catch(() => {});
};

const onClick = async (event) => {
  const group = event.target.closest("[data-add-set]")?.closest(".group");
  if (group && addRow(group)) markNext();
  const beat = event.target.closest("[data-tempo]");
  if (beat) (await import("./tempo.js")).toggle(beat);
};

let started;
export const start = (from) => {
  started ??= (async () => {
    app = from;
    document.addEventListener("phasewise:settled", onSettled);
    document.addEventListener("phasewise:pulled", onPulled);
    page?.addEventListener("click", onClick);
    await showWaiting();
    if (page) import("./rest.js");
  })();
  return started;
};
