// The builder's page: a phase as a grid, saved as it is typed.

import { Beside } from "./beside.js";
import { Grid } from "./grid.js";
import { History } from "./history.js";
import { leaveSaved } from "./leaving.js";
import { Saving, post } from "./saving.js";
import { EXERCISE, FIRST_WEEK, Sheet } from "./sheet.js";

const facts = JSON.parse(document.getElementById("builder-facts").textContent);
const { words, urls } = facts;
const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
const status = document.getElementById("status");
const says = document.getElementById("says");

let sheet = new Sheet(facts.lines);

const page = {
  words,
  urls,
  searchUrl: urls.exercises,
  sheet: () => sheet,
  lines: () => sheet.lines(),
  change,
  nameOf,
  onFocus,
  replace: (text) => change((one) => Object.assign(one, new Sheet(text.split(/\r?\n/).map((line) => line.split("\t"))))),
  onMoveRow: moveRow,
  onMoveDay: moveDay,
  onMoveWeek: moveWeek,
  onAddRow: addRow,
  onRemoveRow: removeRow,
  setNotes,
  goToLine,
  onState: (state, detail) => {
    status.textContent = detail || words[state];
    status.dataset.state = state;
  },
  onSaved,
  onConflict,
};

page.grid = new Grid(document.getElementById("grid"), page);
const { grid } = page;
const saving = new Saving({ url: urls.save, version: facts.version, token, keptAs: facts.keptAs, page });
const history = new History({ facts, token, saving });
const beside = new Beside(page);

// ---- changing

function change(work) {
  const before = JSON.stringify(sheet.lines());
  work(sheet);
  if (JSON.stringify(sheet.lines()) === before) return grid.draw();
  history.push(before);
  return changed();
}

function changed() {
  grid.draw();
  showHead();
  enable();
  saving.changed();
}

async function step(by) {
  const lines = await history[by](JSON.stringify(sheet.lines()));
  if (!lines) return;
  sheet = new Sheet(JSON.parse(lines));
  changed();
}

function enable() {
  document.getElementById("undo").disabled = !history.canUndo;
  document.getElementById("redo").disabled = !history.canRedo;
}

// ---- what the server says

function onSaved(answer) {
  if (answer.lines && !grid.editor) {
    const canonical = new Sheet(answer.lines);
    if (JSON.stringify(canonical.lines()) !== JSON.stringify(sheet.lines())) {
      sheet = canonical;
      grid.draw();
      showHead();
    }
  }
  page.faults = answer.faults;
  page.onState(answer.faults.length || answer.problem ? "unread" : "saved", answer.problem);
  document.getElementById("open-phase").classList.toggle("is-unread", !answer.lines);
  if (answer.lines) beside.refresh();
  else setNotes([]);
}

function setNotes(marks) {
  grid.notes = new Map();
  const add = (line, cell, note) => {
    const key = `${line},${cell}`;
    grid.notes.set(key, [...(grid.notes.get(key) ?? []), note]);
  };
  for (const { line, cell, sentence } of page.faults ?? []) add(line, cell, { severity: "fault", sentence });
  for (const { line, cell, severity, sentence } of marks) add(line, cell, { severity, sentence });
  grid.paint();
}

function onConflict(answer) {
  page.onState("conflict", answer.error);
  const theirs = new Sheet(answer.lines ?? []);
  const dialog = document.getElementById("conflict");
  const rows = differences(theirs.lines(), sheet.lines());
  dialog.querySelector("tbody").replaceChildren(
    ...rows.map((cells) => {
      const row = document.createElement("tr");
      for (const text of cells) row.insertCell().textContent = text;
      return row;
    }),
  );
  dialog.onclose = () => {
    saving.version = answer.version;
    if (dialog.returnValue === "theirs") {
      history.push(JSON.stringify(sheet.lines()));
      sheet = theirs;
      saving.isDirty = false;
      saving.forget();
      grid.draw();
      showHead();
      enable();
      page.onState("saved");
      beside.refresh();
    } else saving.send();
  };
  dialog.showModal();
}

function differences(theirs, mine) {
  const found = [];
  for (let line = 0; line < Math.max(theirs.length, mine.length); line += 1) {
    const [a, b] = [theirs[line] ?? [], mine[line] ?? []];
    for (let cell = 0; cell < Math.max(a.length, b.length); cell += 1) {
      if ((a[cell] ?? "") !== (b[cell] ?? "")) {
        found.push([`${b[1] || a[1] || b[0] || a[0] || ""}`, a[cell] ?? "", b[cell] ?? ""]);
      }
    }
  }
  return found;
}

// ---- where the focus is

function nameOf({ day, row, cell }) {
  const one = sheet.days[day];
  if (row < 0) return words.sessionName;
  const titles = [words.label, words.exercise, words.marks, ...sheet.weeks.map((title) => grid.weekTitle(title)), words.note];
  return `${one.rows[row]?.[EXERCISE] || words.exercise}, ${titles[cell]}`;
}

function onFocus(at) {
  if (!sheet.days.length) return;
  const notes = grid.marks.notesAt(at);
  says.replaceChildren(
    ...[{ severity: "place", sentence: nameOf(at) }, ...notes].map(({ severity, sentence }) => {
      const line = document.createElement("span");
      line.dataset.note = severity;
      line.textContent = sentence;
      return line;
    }),
  );
}

function goToLine(line, cell) {
  for (let day = 0; day < sheet.days.length; day += 1) {
    const first = sheet.lineOf(day);
    const count = sheet.days[day].rows.length;
    if (line < first || line > first + 1 + count) continue;
    grid.go({ day, row: line - first - 2 < 0 ? -1 : line - first - 2, cell });
  }
}

// ---- what the buttons do

function addRow() {
  const { day, row } = grid.focus;
  change((one) => one.addRow(day, row + 1));
  grid.go({ day, row: row + 1, cell: EXERCISE });
  grid.edit();
}

function removeRow() {
  const { day, rows } = grid.range();
  if (grid.focus.row >= 0) change((one) => one.removeRows(day, rows[0], rows[1] - rows[0] + 1));
}

function moveRow(by) {
  const { day, row, cell } = grid.focus;
  if (row < 0) return;
  let to = null;
  change((one) => {
    to = one.moveRow(day, row, by);
  });
  grid.go({ ...to, cell });
}

const week = () => Math.max(0, Math.min(grid.focus.cell - FIRST_WEEK, sheet.weeks.length - 1));
const day = () => grid.focus.day;
const WORK = {
  undo: () => step("undo"),
  redo: () => step("redo"),
  "row-add": addRow,
  "row-up": () => moveRow(-1),
  "row-down": () => moveRow(1),
  "row-copy": () => change((one) => one.addRow(day(), grid.focus.row + 1, one.days[day()].rows[grid.focus.row] ?? [])),
  "row-remove": removeRow,
  "day-add": () => change((one) => one.addDay(day())),
  "day-copy": () => change((one) => one.addDay(day(), { isCopy: true })),
  "day-up": () => moveDay(-1),
  "day-down": () => moveDay(1),
  "day-remove": () => change((one) => one.removeDay(day())),
  "week-copy": () => change((one) => one.copyWeek(week())),
  "week-left": () => moveWeek(-1),
  "week-right": () => moveWeek(1),
  "week-remove": () => change((one) => one.removeWeek(week())),
  "week-deload": () => change((one) => one.toggleDeload(week())),
  fill: () => document.getElementById("fill").showModal(),
};

function moveDay(by) {
  let to = day();
  change((one) => {
    to = one.moveDay(day(), by);
  });
  grid.go({ ...grid.focus, day: to });
}

function moveWeek(by) {
  let to = week();
  change((one) => {
    to = one.moveWeek(week(), by);
  });
  grid.go({ ...grid.focus, cell: FIRST_WEEK + to });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button || !WORK[button.dataset.do]) return;
  if (grid.editor) grid.commit();
  WORK[button.dataset.do]();
  button.closest("details")?.removeAttribute("open");
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || grid.editor) return;
  const key = event.key.toLowerCase();
  const isInField = event.target.closest("input, select, textarea, dialog");
  if (isInField) return;
  const name = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : key === "r" && event.shiftKey ? "fill" : null;
  if (!name) return;
  event.preventDefault();
  WORK[name]();
});

// ---- filling a row to the right

const fillForm = document.querySelector("#fill form");
fillForm.addEventListener("submit", async (event) => {
  if (event.submitter?.value !== "fill") return;
  event.preventDefault();
  const { day: at, rows, cells } = grid.range();
  const left = Math.max(FIRST_WEEK, cells[0]);
  const right = cells[1] > cells[0] ? Math.min(cells[1], sheet.note - 1) : sheet.note - 1;
  const found = new Map();
  const problem = document.getElementById("fill-problem");
  for (let row = rows[0]; row <= rows[1]; row += 1) {
    const line = sheet.days[at].rows[row];
    const answer = await post(
      urls.fill,
      {
        text: line[left],
        exercise: line[EXERCISE],
        count: right - left + 1,
        step: fillForm.elements.step.value,
        size: fillForm.elements.size.value,
        wave: fillForm.elements.wave.checked,
      },
      token,
    ).catch(() => null);
    if (answer?.status !== 200) {
      problem.textContent = answer?.body?.error ?? words.offline;
      return;
    }
    found.set(row, answer.body.cells);
  }
  problem.textContent = "";
  document.getElementById("fill").close();
  change((one) => {
    for (const [row, texts] of found) texts.forEach((text, to) => (one.days[at].rows[row][left + to] = text));
  });
  grid.go(grid.focus);
});

// ---- what stands above the grid

const head = document.getElementById("head");
const HEAD = { name: "Mesocycle", goal: "Goal", ends: "Ends" };

function showHead() {
  for (const [field, name] of Object.entries(HEAD)) {
    const input = head.elements[field];
    if (document.activeElement !== input) input.value = sheet.headOf(name.toLowerCase())?.[1] ?? (field === "ends" ? "weeks" : "");
  }
  const muscles = sheet.headOf("priority")?.slice(1) ?? [];
  for (const box of head.querySelectorAll("[name=priority]")) box.checked = muscles.includes(box.value);
}

head.addEventListener("change", (event) => {
  const { name } = event.target;
  change((one) => {
    if (name === "priority") {
      one.setHead("Priority", [...head.querySelectorAll("[name=priority]:checked")].map((box) => box.value));
    } else {
      const value = event.target.value.trim();
      one.setHead(HEAD[name], [name === "ends" && value === "weeks" ? "" : value]);
    }
  });
});
head.addEventListener("submit", (event) => event.preventDefault());

// ---- begin

leaveSaved({ saving, history, lines: page.lines });
page.faults = facts.faults;
grid.draw();
showHead();
enable();
const kept = saving.kept();
if (kept && JSON.stringify(kept) !== JSON.stringify(sheet.lines())) {
  history.push(JSON.stringify(sheet.lines()));
  sheet = new Sheet(kept);
  changed();
} else {
  saving.forget();
  if (facts.isUnread) saving.changed();
  else beside.refresh();
}
document.documentElement.dataset.ready = "";
