// A phase as cells, the way the server prints it: lines above, then a block a training day.
// Lines and cells are counted from 0, as the server counts them in what it says about cells.

export const LABEL = 0;
export const EXERCISE = 1;
export const MARKS = 2;
export const FIRST_WEEK = 3;
export const NONE = "-";

const DAY = /^(day\s*\d{1,3}|session(\s*\d{1,3})?)$/i;
const WEEK = /^week\s*(\d+)/i;

export class Sheet {
  constructor(lines) {
    const starts = lines.flatMap((line, at) => (DAY.test(line[0] || "") ? [at] : []));
    const ends = [...starts.slice(1), lines.length];
    this.head = lines.slice(0, starts[0] ?? lines.length).filter((line) => line.some(Boolean));
    this.days = starts.map((start, at) => readDay(lines.slice(start, ends[at])));
    for (const day of this.days) this.widen(day);
  }

  get weeks() {
    return this.days[0]?.titles ?? [];
  }

  get isRotation() {
    return this.weeks.length === 1 && !WEEK.test(this.weeks[0]);
  }

  get width() {
    return FIRST_WEEK + this.weeks.length + 1;
  }

  get note() {
    return this.width - 1;
  }

  widen(day) {
    for (const row of day.rows) while (row.length < this.width) row.push("");
  }

  // Where each training day and each row stands among the lines.
  lineOf(day, row = -1) {
    let line = this.head.length;
    for (let at = 0; at < day; at += 1) line += 3 + this.days[at].rows.length;
    return line + 1 + (row < 0 ? 0 : 2 + row);
  }

  lines() {
    const found = this.head.map((line) => [...line]);
    for (const day of this.days) {
      const hasNotes = day.rows.some((row) => row[this.note]);
      const titles = ["Label", "Exercise", "Marks", ...day.titles, ...(hasNotes ? ["Note"] : [])];
      found.push([""], [day.head, day.name], titles);
      for (const row of day.rows) found.push(trimmed(row.slice(0, titles.length)));
    }
    return found;
  }

  headOf(name) {
    return this.head.find((line) => line[0].toLowerCase() === name) ?? null;
  }

  setHead(name, values) {
    const line = this.headOf(name.toLowerCase());
    if (!values.some(Boolean)) this.head = this.head.filter((one) => one !== line);
    else if (line) line.splice(1, line.length, ...values);
    else this.head.push([name, ...values]);
  }

  addRow(day, row, cells = []) {
    const fresh = [...cells];
    while (fresh.length < this.width) fresh.push("");
    this.days[day].rows.splice(row, 0, fresh);
  }

  removeRows(day, row, count = 1) {
    this.days[day].rows.splice(row, count);
  }

  // Moves a row one place, on into the training day before or after where its own ends.
  moveRow(day, row, by) {
    const [cells] = this.days[day].rows.splice(row, 1);
    let to = { day, row: row + by };
    if (to.row < 0 && day > 0) to = { day: day - 1, row: this.days[day - 1].rows.length };
    else if (to.row > this.days[day].rows.length && day + 1 < this.days.length) {
      to = { day: day + 1, row: 0 };
    }
    to.row = Math.max(0, Math.min(to.row, this.days[to.day].rows.length));
    this.days[to.day].rows.splice(to.row, 0, cells);
    return to;
  }

  addDay(after, { isCopy = false } = {}) {
    const from = this.days[after];
    const rows = isCopy ? from.rows.map((row) => [...row]) : [Array(this.width).fill("")];
    const number = Math.max(...this.days.map((day) => Number(/\d+/.exec(day.head)?.[0] ?? 0))) + 1;
    const head = this.isRotation ? "Session" : `Day ${number}`;
    const name = isCopy && from.name ? `${from.name} 2` : "";
    this.days.splice(after + 1, 0, { head, name, titles: [...from.titles], rows });
  }

  removeDay(day) {
    if (this.days.length > 1) this.days.splice(day, 1);
  }

  // Numbers stay where they are: the first training day of the week is Day 1.
  moveDay(day, by) {
    const to = Math.max(0, Math.min(this.days.length - 1, day + by));
    const heads = this.days.map((one) => one.head);
    const [moved] = this.days.splice(day, 1);
    this.days.splice(to, 0, moved);
    this.days.forEach((one, at) => {
      one.head = heads[at];
    });
    return to;
  }

  copyWeek(week) {
    this.eachWeek((cells) => cells.splice(week + 1, 0, cells[week]));
  }

  removeWeek(week) {
    if (this.weeks.length > 1) this.eachWeek((cells) => cells.splice(week, 1));
  }

  // A week takes its cells and its lightness along; the numbers stay where they are.
  moveWeek(week, by) {
    const to = Math.max(0, Math.min(this.weeks.length - 1, week + by));
    this.eachWeek((cells) => cells.splice(to, 0, ...cells.splice(week, 1)));
    return to;
  }

  toggleDeload(week) {
    for (const day of this.days) {
      const plain = day.titles[week].replace(/\s*,?\s*deload/i, "");
      day.titles[week] = plain === day.titles[week] ? `${plain} deload` : plain;
    }
  }

  eachWeek(change) {
    const first = Number(WEEK.exec(this.weeks[0])?.[1] ?? 1);
    for (const day of this.days) {
      day.rows.forEach((row, at) => {
        const weeks = row.slice(FIRST_WEEK, FIRST_WEEK + day.titles.length);
        const note = row[this.width - 1];
        change(weeks);
        day.rows[at] = [...row.slice(0, FIRST_WEEK), ...weeks, note];
      });
    }
    for (const day of this.days) {
      change(day.titles);
      day.titles = day.titles.map((title, at) => title.replace(WEEK, `Week ${first + at}`));
    }
  }
}

function readDay(lines) {
  const [head, titles = [], ...rest] = lines;
  const isNote = /^note$/i.test(titles.at(-1) ?? "");
  const weeks = titles.slice(FIRST_WEEK, isNote ? -1 : undefined);
  const rows = rest.filter((line) => line.some(Boolean)).map((line) => [...line]);
  for (const row of rows) {
    while (row.length < FIRST_WEEK + weeks.length) row.push("");
  }
  return { head: head[0], name: head[1] ?? "", titles: weeks, rows };
}

function trimmed(row) {
  const cells = [...row];
  while (cells.length > 1 && !cells.at(-1)) cells.pop();
  return cells;
}

// What spreadsheets put into the clipboard: cells parted by tabs, some in quotes.
export function readClipboard(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  return lines.map((line) =>
    line.split("\t").map((cell) => {
      const isQuoted = cell.length > 1 && cell.startsWith('"') && cell.endsWith('"');
      return (isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell).trim();
    }),
  );
}
