// Rows, sessions and weeks by their handle; Alt with arrows and the menus do the same by keyboard.

import { FIRST_WEEK } from "./sheet.js";
import { placeOf } from "./places.js";

export function dragging(grid) {
  let from = null;
  let shown = null;

  const targetOf = (event) => {
    if (!from) return null;
    if (from.what === "week") return weekCell(event);
    const row = event.target.closest?.("tr");
    return row?.querySelector("[data-at]") ? row : null;
  };
  const show = (target) => {
    if (shown === target) return;
    shown?.classList.remove("is-drop");
    target?.classList.add("is-drop");
    shown = target;
  };

  grid.table.addEventListener("dragstart", (event) => {
    const { drags, week } = event.target.dataset;
    const cell = event.target.closest("tr").querySelector("[data-at]");
    from = { what: drags, week: Number(week), ...(cell ? placeOf(cell) : {}) };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  grid.table.addEventListener("dragover", (event) => {
    const target = targetOf(event);
    show(target);
    if (target) event.preventDefault();
  });
  grid.table.addEventListener("drop", (event) => {
    const target = targetOf(event);
    if (!target) return;
    event.preventDefault();
    drop(grid, from, target);
  });
  grid.table.addEventListener("dragend", () => {
    show(null);
    from = null;
  });
}

function weekCell(event) {
  const cell = event.target.closest?.("th, td");
  return cell?.closest("table").querySelector(`thead [data-week="${weekOf(cell)}"]`) ?? null;
}

function weekOf(cell) {
  return cell.dataset.week ?? (cell.dataset.at ? placeOf(cell).cell - FIRST_WEEK : -1);
}

function drop(grid, from, target) {
  grid.page.change((sheet) => {
    if (from.what === "week") return sheet.moveWeek(from.week, Number(target.dataset.week) - from.week);
    const to = placeOf(target.querySelector("[data-at]"));
    if (from.what === "day") return sheet.moveDay(from.day, to.day - from.day);
    const [cells] = sheet.days[from.day].rows.splice(from.row, 1);
    return sheet.days[to.day].rows.splice(Math.max(0, to.row), 0, cells);
  });
}
