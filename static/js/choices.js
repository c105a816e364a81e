// What was chosen for an exercise of the session without signal: another one, none, one more.

/** Show an exercise as left out, or in the session again; sets that were done stay in sight. */
const showSkip = (section, reason) => {
  const isLeftOut = reason !== "" && !section.querySelector(".set--done");
  section.querySelector("[data-work]").hidden = isLeftOut;
  section.querySelector("[data-take-up]").hidden = reason === "";
  section.querySelector("[data-way]").hidden = isLeftOut;
};

/** Say which exercise is done here now, unless the page says so already. */
const showName = (section, name) => {
  const place = section.querySelector("[data-instead]");
  const own = JSON.parse(section.querySelector("[data-op-facts]")?.dataset.opFacts ?? "{}").exercise_name;
  place.textContent = name;
  place.hidden = name === own;
};

/** Have the rows that are still to do begin with the loads that go with the exercise chosen. */
const showLoads = (section, loads, { setValue, shownLoad }) => {
  for (const group of section.querySelectorAll("[data-op-facts]")) {
    const facts = JSON.parse(group.dataset.opFacts);
    const kg = loads[facts.planned_group] ?? null;
    group.dataset.opFacts = JSON.stringify({ ...facts, prescribed_kg: kg });
    for (const row of group.querySelectorAll("[data-row]:not(.set--done)")) {
      setValue(row, "load", kg === null ? "" : shownLoad(kg));
      setValue(row, "asked_kg", kg ?? "");
    }
  }
};

export const showSlot = ({ id, fields, shows }, tools) => {
  const section = document.querySelector(`[data-slot-id="${CSS.escape(id)}"]`);
  if (!section) return;
  if (fields.skip_reason !== undefined) showSkip(section, fields.skip_reason);
  if (shows?.loads_kg) {
    showName(section, shows.exercise_name);
    showLoads(section, shows.loads_kg, tools);
  }
};

const NAME = "%name";

/** Name the exercise wherever the shape leaves its name open. */
export const nameIn = (root, text) => {
  for (const one of root.querySelectorAll("*")) {
    for (const { name, value } of [...one.attributes]) {
      if (!value.includes(NAME)) continue;
      const written = name === "data-op-facts" ? JSON.stringify({ ...JSON.parse(value), exercise_name: text }) : value.replaceAll(NAME, text);
      one.setAttribute(name, written);
    }
    for (const part of one.childNodes) if (part.nodeType === Node.TEXT_NODE) part.data = part.data.replaceAll(NAME, text);
    if (one.content) nameIn(one.content, text);
  }
};

/** An exercise beyond the plan that this page didn't have; return its group. */
export const addExercise = (text) => {
  const place = document.querySelector("[data-new-exercise]");
  if (!place) return undefined;
  const made = place.content.cloneNode(true);
  nameIn(made, text);
  const section = made.querySelector("[data-exercise]");
  section.id = `new-${document.querySelectorAll("[data-made]").length + 1}`;
  section.dataset.made = "";
  place.before(made);
  return section.querySelector("[data-extra-of]");
};
