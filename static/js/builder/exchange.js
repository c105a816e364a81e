// Cells in and out of the grid: the clipboard as spreadsheets use it, and rows by their handle.

import { readClipboard } from "./sheet.js";
import { placeOf, put } from "./places.js";

export function exchange(grid) {
  const copy = (event) => {
    const { day, rows, cells } = grid.range();
    const chosen = grid.page.sheet().days[day].rows.slice(rows[0], rows[1] + 1);
    const lines = chosen.map((row) => row.slice(cells[0], cells[1] + 1).join("\t"));
    event.clipboardData.setData("text/plain", lines.join("\n"));
    event.preventDefault();
  };
  const whenIdle = (work) => (event) => grid.editor || work(event);
  grid.table.addEventListener("copy", whenIdle(copy));
  grid.table.addEventListener(
    "cut",
    whenIdle((event) => {
      copy(event);
      grid.clear();
    }),
  );
  grid.table.addEventListener(
    "paste",
    whenIdle((event) => {
      event.preventDefault();
      paste(grid, event.clipboardData.getData("text/plain"));
    }),
  );
}

function paste(grid, text) {
  if (/^mesocycle\t/i.test(text)) {
    grid.page.replace(text);
    return;
  }
  const lines = readClipboard(text);
  const { day, rows, cells } = grid.range();
  const [top, left] = [rows[0], cells[0]];
  grid.page.change((sheet) => {
    const there = sheet.days[day].rows;
    lines.forEach((line, down) => {
      while (there.length <= top + down) sheet.addRow(day, there.length);
      line.slice(0, sheet.width - left).forEach((cell, right) => {
        put(sheet, { day, row: top + down, cell: left + right }, cell);
      });
    });
  });
  const wide = Math.max(...lines.map((line) => line.length));
  grid.anchor = { day, row: top, cell: left };
  grid.focus = { day, row: top + lines.length - 1, cell: left + wide - 1 };
  grid.draw();
}

export function dragRows(grid) {
  let from = null;
  const rowAt = (event) => {
    const cell = event.target.closest?.("tr")?.querySelector("[data-at]");
    return cell ? placeOf(cell) : null;
  };
  grid.table.addEventListener("dragstart", (event) => {
    from = rowAt(event);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  grid.table.addEventListener("dragover", (event) => {
    if (from && rowAt(event)) event.preventDefault();
  });
  grid.table.addEventListener("drop", (event) => {
    const to = rowAt(event);
    if (!from || !to) return;
    event.preventDefault();
    grid.page.change((sheet) => {
      const [cells] = sheet.days[from.day].rows.splice(from.row, 1);
      sheet.days[to.day].rows.splice(Math.max(0, to.row), 0, cells);
    });
    from = null;
  });
  grid.table.addEventListener("dragend", () => {
    from = null;
  });
}
