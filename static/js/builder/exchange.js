// Cells in and out of the grid: the clipboard as spreadsheets use it.

import { readClipboard } from "./sheet.js";
import { put } from "./places.js";

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
