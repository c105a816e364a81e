// Where a cell is: its training day, its row there (-1 for the day's own line), its column.

export function placeOf(cell) {
  const [day, row, at] = cell.dataset.at.split(",").map(Number);
  return { day, row, cell: at };
}

export const keyOf = ({ day, row, cell }) => `${day},${row},${cell}`;

export function put(sheet, { day, row, cell }, text) {
  if (row < 0) sheet.days[day].name = text;
  else sheet.days[day].rows[row][cell] = text;
}
