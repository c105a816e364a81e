// What is marked in the grid: findings and loads on cells, the focus, the selection. Only what
// changed is written, so that typing never lays the whole table out anew.

import { placeOf } from "./places.js";
import { FIRST_WEEK } from "./sheet.js";

export class Marks {
  constructor(grid) {
    this.grid = grid;
    this.forget();
  }

  // The table is built anew: nothing in it is marked.
  forget() {
    this.focused = null;
    this.selected = new Set();
  }

  // What the server says of cells: faults and findings, and one athlete's loads.
  paint() {
    const { page, cells, notes: all, loads } = this.grid;
    const sheet = page.sheet();
    for (const cell of cells.values()) {
      const at = placeOf(cell);
      const key = this.lineOf(sheet, at);
      const notes = all.get(key) ?? [];
      const gravest = ["fault", "error", "warning", "advice"].find((one) => notes.some((note) => note.severity === one));
      tell(cell, "note", gravest);
      if (cell.hasAttribute("aria-invalid") !== (gravest === "fault")) cell.toggleAttribute("aria-invalid");
      tell(cell, "load", cell.querySelector("input") ? null : loads.get(key));
    }
  }

  notesAt(at) {
    return this.grid.notes.get(this.lineOf(this.grid.page.sheet(), at)) ?? [];
  }

  // Where the server counts a cell to be.
  lineOf(sheet, at) {
    return `${sheet.lineOf(at.day, at.row) + (at.row < 0 && at.cell >= FIRST_WEEK ? 1 : 0)},${at.cell}`;
  }

  // The focus and the selected cells.
  select() {
    const { grid } = this;
    const focused = grid.cellAt(grid.focus);
    if (focused !== this.focused) {
      if (this.focused) this.focused.tabIndex = -1;
      if (focused) focused.tabIndex = 0;
      this.focused = focused;
    }
    const chosen = new Set(grid.anchor ? this.chosen() : []);
    for (const cell of this.selected) if (!chosen.has(cell)) mark(cell, false);
    for (const cell of chosen) if (!this.selected.has(cell)) mark(cell, true);
    this.selected = chosen;
  }

  *chosen() {
    const { day, rows, cells } = this.grid.range();
    for (let row = rows[0]; row <= rows[1]; row += 1) {
      for (let cell = cells[0]; cell <= cells[1]; cell += 1) {
        const one = this.grid.cellAt({ day, row, cell });
        if (one) yield one;
      }
    }
  }
}

function tell(cell, name, value) {
  if ((cell.dataset[name] ?? null) === (value ?? null)) return;
  if (value) cell.dataset[name] = value;
  else delete cell.dataset[name];
}

function mark(cell, isChosen) {
  cell.classList.toggle("is-selected", isChosen);
  if (isChosen) cell.setAttribute("aria-selected", "true");
  else cell.removeAttribute("aria-selected");
}
