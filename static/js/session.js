// Shows on the page what is on the phone: sets in their rows at once, also on a copy kept days ago.
// What a form says is read in app.js; data-shows="session:7:note" shows a field that waits.

const SEND_MS = 3000;
const PAIN_FIELDS = ["pain_place", "pain_side", "pain_severity"];

const page = document.querySelector("[data-session]");
const base = () => JSON.parse(page.dataset.opBase);
let app;
// What is seldom needed comes when it is, before anything is shown.
let choices;
let elsewhere;

// Rows.
const rows = () => [...(page?.querySelectorAll("[data-row]") ?? [])].filter((row) => !row.closest("[hidden]")).sort((a, b) => a.dataset.turn - b.dataset.turn);
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
    const isTouched = app.isChanged(one);
    if (one.type === "radio") one.defaultChecked = one.value === text;
    else if (one.options) for (const option of one.options) option.defaultSelected = option.value === text;
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
    const load = fields.load_kg === null ? "" : app.shownLoad(fields.load_kg);
    for (const put of [setText, setValue]) put(row, "load", load);
    setValue(row, "asked_kg", fields.load_kg ?? "");
  }
  if ("rpe" in fields) {
    const rir = fields.rpe === null ? "" : String(app.HIGHEST_RPE - fields.rpe);
    for (const put of [setText, setValue]) put(row, "rir", rir);
  }
  fillWords(row, fields);
};

const fillWords = (row, { note, has_pain: hasPain, ...others }) => {
  if (note !== undefined) for (const put of [setText, setValue]) put(row, "note", note);
  for (const name of PAIN_FIELDS) if (others[name] !== undefined) setValue(row, name, String(others[name] ?? ""));
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
      setValue(row, "load", app.shownLoad(kg));
      setValue(row, "asked_kg", kg);
    }
  }
};

const groupOf = ({ planned_group: group, exercise_name: name }) =>
  group
    ? page.querySelector(`[data-group="${group}"]`)?.closest(".group")
    : [...page.querySelectorAll("[data-extra-of]")].find((one) => one.dataset.extraOf === name);

const freeRow = (fields) => {
  const { position, planned_group: group, exercise_name: name } = fields;
  let block = groupOf(fields);
  // What only edits a set says nothing of its place: that set is another session's.
  if (!block && group === null) {
    block = choices.addExercise(name);
    if (block) equip(block);
  }
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
  for (const { type, entity, entity_id: id, fields, shows } of ops) {
    const key = `${entity}:${id}`;
    const state = found.get(key) ?? { entity, id, fields: {}, isDeleted: false };
    if (type === "delete" || type === "restore") state.isDeleted = type === "delete";
    state.shows = shows ?? state.shows;
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

/** Why something is left out, in the reader's language; what isn't a code stays as it is. */
const reasonWords = (reason) => {
  const words = JSON.parse(document.querySelector("[data-queue]").dataset.reasons);
  const [code] = reason.split(": ", 1);
  return (words[code] ?? code) + reason.slice(code.length);
};

const showField = (place, states) => {
  const [, key, field] = place.dataset.shows.match(/^(.*):([^:]*)$/);
  const value = states.get(key)?.fields[field];
  if (value === undefined) return;
  place.textContent = field === "skip_reason" ? reasonWords(value) : (value ?? "");
  place.hidden = !value;
};

const showEnd = (states) => {
  const { session } = base();
  const link = document.querySelector("[data-finish]");
  if (states.get(`session:${session}`)?.fields.completed_at && link.dataset.sayFinished) link.textContent = link.dataset.sayFinished;
};

/** A session that was finished or skipped here says so wherever it is named. */
const showOutcome = (place, states) => {
  const { completed_at: isFinished, skip_reason: reason } = states.get(place.dataset.ends)?.fields ?? {};
  if (isFinished === undefined && reason === undefined) return;
  place.textContent = isFinished ? place.dataset.sayFinished : reason ? place.dataset.saySkipped.replace("%n", reasonWords(reason)) : "";
  place.hidden = !place.textContent;
  const isOver = !place.hidden;
  if (isOver) place.closest("article, section")?.querySelector(".button--primary")?.classList.remove("button--primary");
  for (const one of document.querySelectorAll("[data-until-end]")) if (one.dataset.untilEnd === place.dataset.ends) one.hidden = isOver;
};

/** What serves without scripts is for the phone the shape of a set to do. */
const keepShape = (plain) => {
  plain.closest(".group").querySelector("[data-shapes]")?.content.append(plain.querySelector(".set__form"));
  plain.remove();
};

/** What only scripts can do comes in sight, and what serves without them goes. */
const equip = (root) => {
  for (const button of root.querySelectorAll("[data-add-set], [data-tempo]")) button.hidden = false;
  for (const plain of root.querySelectorAll("[data-plain]")) keepShape(plain);
};

const showWaiting = async () => {
  const states = folded(await app.opsSince(app.pageRev()));
  app.state.slotNames = new Map([...states.values()].filter((one) => one.entity === "slot").map(({ id, fields, shows }) => [id, fields.exercise_name || shows?.exercise_name]));
  for (const place of document.querySelectorAll("[data-shows]")) showField(place, states);
  for (const place of document.querySelectorAll("[data-ends]")) showOutcome(place, states);
  if (!page) return elsewhere?.show(states);
  equip(page);
  const { session } = base();
  const isChosen = ({ entity, fields }) => entity === "slot" || (entity === "set" && fields.planned_group === null);
  if ([...states.values()].some(isChosen)) choices ??= await import("./choices.js");
  for (const state of states.values()) {
    if (state.entity === "slot") choices.showSlot(state, { setValue, shownLoad: app.shownLoad });
    // A set of another session may be of an exercise with the same name.
    if (state.entity === "set" && (state.fields.planned_session ?? session) === session) showSet(state);
  }
  followTops();
  markNext();
  showEnd(states);
  return undefined;
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

/** Resolve to whether the operation arrived before the athlete gets impatient. */
const isSent = (op) =>
  new Promise((resolve) => {
    const look = async () => {
      const { state } = await (await app.database).get("ops", op.seq);
      if (state !== "waiting") resolve(state === "sent");
    };
    document.addEventListener("phasewise:settled", look);
    setTimeout(() => resolve(false), navigator.onLine ? SEND_MS : 0);
    look();
  });

const afterwards = (form, submitter, drafts, kept) => {
  const said = { ...form.dataset, ...submitter?.dataset };
  say(said.opDone ?? "");
  form.closest("details")?.removeAttribute("open");
  if (said.opNext && !kept.length) location.assign(said.opNext);
  else if (said.opNext) isSent(kept[0]).then((sent) => location.assign(sent ? said.opNext : said.opOtherwise || said.opNext));
  const tick = drafts.find((draft) => draft.entity === "set" && draft.type === "put");
  if (!tick) return;
  app.state.lastTickAt = app.now();
  const detail = { seconds: Number(form.dataset.restS) || 0 };
  // A first tap may be quicker than the timer's script.
  const timer = page ? import("./rest.js").catch(() => undefined) : Promise.resolve();
  timer.then(() => document.dispatchEvent(new CustomEvent("phasewise:rest", { detail })));
};

/** Carry out a form on the phone; the ordinary way where the phone can't keep it. */
export const operate = async (form, submitter) => {
  clearErrors(form);
  let drafts;
  try {
    drafts = app.draftsOf(form, submitter);
  } catch (error) {
    // What can't be read here is for the server to say.
    return error instanceof app.Unreadable ? refuse(form, error.message, error.control) : form.submit();
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

const renew = async () => {
  const { refresh } = await import("./fresh.js");
  if (await refresh().catch(() => false)) await showWaiting();
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
  const isDecided = settled.some((op) => rowOf(op.entity_id)?.closest("[data-decides], [data-made]") || op.entity === "slot");
  markNext();
  if (isUnclear || isDecided) await renew();
};

const onPulled = ({ detail }) => {
  const isNewer = detail.sets.length + detail.sessions.length > 0;
  if (page && (document.documentElement.dataset.keptAt || isNewer)) renew();
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
    elsewhere = page ? undefined : await import("./waiting.js");
    elsewhere?.start(app, { setValue });
    await showWaiting();
    if (page) import("./rest.js");
  })();
  return started;
};
