// What waits on the phone, shown on the pages beside a session's: what was typed of a day or of an
// end, comments, and what can be done there without signal.
import { nameIn } from "./choices.js";

const LONGEST_REST_MS = 3 * 3_600_000;

let app;
let setValue;
const isKept = () => "keptAt" in document.documentElement.dataset;

/** A copy kept since another day holds that day's answers: today's page begins empty. */
const beginDay = (form) => {
  const today = app.today();
  if (form.dataset.day === today) return;
  for (const one of form.elements) {
    if (one.type === "radio" || one.type === "checkbox") one.defaultChecked = one.checked = false;
    else if (one.type !== "hidden") one.defaultValue = one.value = "";
  }
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeZone: "UTC" });
  document.querySelector("[data-day-words]").textContent = words.format(Date.parse(today));
};

/** Log an exercise beyond the plan that is named in the address, as the server would let one. */
const choose = (shape, chosen) => {
  const form = shape.content.cloneNode(true);
  const { name, counted, unloaded } = chosen.dataset;
  nameIn(form, name);
  form.querySelector("[data-counted]").textContent = counted;
  if (unloaded) form.querySelector("[name=load]").closest("label").remove();
  document.querySelector("h1").textContent = name;
  document.querySelector("[data-seek]").replaceChildren(form);
};

/** Only what is on the page can be found without signal; what was typed stays. */
const seek = (shape) => {
  const asked = new URLSearchParams(location.search);
  const near = [...document.querySelectorAll("[data-near]")];
  const chosen = near.find((one) => new URLSearchParams(one.search).get("exercise") === asked.get("exercise"));
  if (chosen) return choose(shape, chosen);
  const typed = (asked.get("q") ?? "").trim();
  const field = document.querySelector("[name=q]");
  // Who types faster than this page gets ready keeps what they typed.
  if (field.value === field.defaultValue) field.value = typed;
  for (const one of near) one.closest("li").hidden = !one.dataset.name.toLowerCase().includes(typed.toLowerCase());
  document.querySelector("[data-no-catalog]").hidden = false;
  return undefined;
};

/** A comment on one set, whose page is the session's with the set in its address. */
const commentOnSet = (form) => {
  const set = new URLSearchParams(location.search).get("set");
  const link = set && document.querySelector(`a[href$="?set=${CSS.escape(set)}"]`);
  if (!link || !isKept()) return;
  form.dataset.opFacts = JSON.stringify({ about: "set", about_id: set });
  const line = form.querySelector("[data-on-set]");
  line.querySelector("span").textContent = link.textContent.trim();
  line.hidden = false;
};

export const start = (from, tools) => {
  app = from;
  setValue = tools.setValue;
  for (const form of document.querySelectorAll("[data-day]")) beginDay(form);
  for (const form of document.querySelectorAll("[data-op='put comment']")) commentOnSet(form);
  if (!isKept()) return;
  for (const line of document.querySelectorAll("[data-counts]")) line.hidden = true;
  for (const shape of document.querySelectorAll("[data-chosen]")) seek(shape);
};

/** A form begins with what waits, so that a second look changes only what is changed. */
const showTyped = (form, states) => {
  const own = `${form.dataset.op.split(" ")[1]}:${form.dataset.opId}`;
  for (const { name, field, kind, place } of app.partsOf(form.dataset.opFields)) {
    const value = states.get((place || own).replace(/:today$/, `:${app.today()}`))?.fields[field];
    if (value === undefined || kind.endsWith("!")) continue;
    const controls = form.querySelectorAll(`[name="${name}"]`);
    if (kind === "flag") for (const one of controls) one.checked = one.defaultChecked = value;
    else setValue(form, name, value === null ? "" : kind === "kg" ? app.shownLoad(value) : String(value));
  }
};

/** A session that was left open a while ago is asked when it ended. */
const showLate = (place, states) => {
  const { late: session, lastAt, on } = place.dataset;
  const sets = [...states.values()].filter((one) => one.entity === "set" && !one.isDeleted && one.fields.planned_session === Number(session));
  const last = Math.max(lastAt ? Date.parse(lastAt) : 0, ...sets.map((one) => Date.parse(one.fields.performed_at)));
  const isLate = last ? app.now() - last > LONGEST_REST_MS : on < app.today();
  const input = place.querySelector("input");
  place.hidden = input.disabled = !isLate;
  if (isLate && last && !input.value) input.value = app.wallTime(last).slice(0, 16);
};

const showComments = (list, states) => {
  const { about, aboutId } = list.dataset;
  const isHere = ({ fields }) =>
    (fields.about === about && fields.about_id === aboutId) ||
    (fields.about === "set" && document.querySelector(`a[href$="?set=${CSS.escape(fields.about_id)}"]`));
  const found = [...states.values()].filter((one) => one.entity === "comment" && isHere(one));
  const lines = found.map(({ fields }) => {
    const line = list.querySelector("template").content.cloneNode(true);
    line.querySelector("[data-text]").textContent = fields.text;
    return line;
  });
  list.replaceChildren(list.querySelector("template"), ...lines);
  list.hidden = !lines.length;
};

/** The way back to the planned exercise is there once another one was chosen here. */
const showWayBack = (place, states) => {
  const name = states.get(place.dataset.back)?.fields.exercise_name;
  if (name !== undefined) place.hidden = name === "";
};

export const show = (states) => {
  for (const place of document.querySelectorAll("[data-back]")) showWayBack(place, states);
  for (const form of document.querySelectorAll("form[data-op^='patch'][data-op-fields]")) showTyped(form, states);
  for (const place of document.querySelectorAll("[data-late]")) showLate(place, states);
  for (const list of document.querySelectorAll("[data-waiting-comments]")) showComments(list, states);
};
