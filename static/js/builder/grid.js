// The grid on the screen: cells with a focus that arrows move, a selection, and one editor.

import { dragging } from "./dragging.js";
import { exchange } from "./exchange.js";
import { Marks } from "./marks.js";
import { keyOf, placeOf, put } from "./places.js";
import { EXERCISE, FIRST_WEEK, LABEL, NONE } from "./sheet.js";
import { Suggestions } from "./search.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Grid {
  // `page`: sheet(), change(work), words, searchUrl, onFocus(at).
  constructor(table, page) {
    Object.assign(this, { table, page });
    this.focus = { day: 0, row: 0, cell: FIRST_WEEK };
    this.anchor = null;
    this.editor = null;
    this.notes = new Map();
    this.loads = new Map();
    // What the table shows: its cells by place, and the texts in them.
    this.cells = new Map();
    this.texts = new Map();
    this.marks = new Marks(this);
    table.addEventListener("keydown", (event) => this.key(event));
    table.addEventListener("pointerdown", (event) => this.point(event));
    table.addEventListener("pointerover", (event) => this.sweep(event));
    table.addEventListener("dblclick", () => this.edit());
    table.addEventListener("focusin", (event) => this.arrive(event));
    exchange(this);
    dragging(this);
  }

  // ---- drawing

  // Writes the cells that changed; builds the table anew only where rows or weeks came or went.
  draw() {
    const sheet = this.page.sheet();
    this.clamp();
    const hadFocus = this.table.contains(document.activeElement);
    const shape = JSON.stringify([sheet.days[0]?.titles, sheet.days.map(({ head, rows }) => [head, rows.length])]);
    if (shape === this.shape) this.write(sheet);
    else this.build(sheet);
    this.shape = shape;
    this.paint();
    if (hadFocus) this.cellAt(this.focus)?.focus({ preventScroll: true });
  }

  build(sheet) {
    this.cells.clear();
    this.texts.clear();
    this.marks.forget();
    this.table.replaceChildren(this.headRow(sheet), ...sheet.days.map((_, day) => this.body(sheet, day)));
  }

  write(sheet) {
    sheet.days.forEach(({ head, name, rows }, day) => {
      this.say({ day, row: -1, cell: EXERCISE }, name || head, name ? head : null);
      rows.forEach((cells, row) => {
        cells.slice(0, sheet.width).forEach((text, cell) => this.say({ day, row, cell }, text));
      });
    });
  }

  say(at, text, hint = null) {
    const key = keyOf(at);
    if (this.texts.get(key) === text) return;
    const cell = this.cells.get(key);
    cell.textContent = text;
    this.texts.set(key, text);
    if (hint) cell.dataset.hint = hint;
    else delete cell.dataset.hint;
    if (at.row >= 0 && at.cell === LABEL) cell.parentNode.classList.toggle("grid__superset", Boolean(text));
  }

  headRow(sheet) {
    const { words } = this.page;
    const head = document.createElement("thead");
    const row = head.insertRow();
    const titles = ["", words.label, words.exercise, words.marks, ...sheet.weeks.map((title) => this.weekTitle(title)), words.note];
    for (const title of titles) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = title;
      row.append(cell);
    }
    sheet.weeks.forEach((_, week) => {
      const cell = row.cells[1 + FIRST_WEEK + week];
      Object.assign(cell.dataset, { drags: "week", week });
      cell.draggable = sheet.weeks.length > 1;
    });
    row.cells[0].innerHTML = '<span class="visually-hidden"></span>';
    row.cells[0].firstChild.textContent = words.move;
    return head;
  }

  weekTitle(title) {
    const { words } = this.page;
    const number = /\d+/.exec(title)?.[0];
    if (!number) return words.everyTime;
    const text = words.week.replace("{n}", number);
    return /deload/i.test(title) ? `${text} · ${words.deload}` : text;
  }

  body(sheet, day) {
    const body = document.createElement("tbody");
    body.dataset.day = day;
    body.append(this.dayRow(sheet, day));
    sheet.days[day].rows.forEach((cells, row) => body.append(this.row(sheet, day, row, cells)));
    return body;
  }

  dayRow(sheet, day) {
    const row = document.createElement("tr");
    row.className = "grid__day";
    row.append(handleOf("day"));
    const { head, name } = sheet.days[day];
    const title = this.cell({ day, row: -1, cell: EXERCISE }, name || head, "th");
    title.colSpan = 3;
    title.scope = "rowgroup";
    if (name) title.dataset.hint = head;
    row.append(title);
    sheet.weeks.forEach((_, week) => {
      row.append(this.cell({ day, row: -1, cell: FIRST_WEEK + week }, "", "td"));
    });
    row.append(document.createElement("td"));
    return row;
  }

  row(sheet, day, at, cells) {
    const row = document.createElement("tr");
    row.append(handleOf("row"));
    cells.slice(0, sheet.width).forEach((text, cell) => {
      row.append(this.cell({ day, row: at, cell }, text, cell === EXERCISE ? "th" : "td"));
    });
    if (cells[LABEL]) row.classList.add("grid__superset");
    return row;
  }

  cell(at, text, tag) {
    const cell = document.createElement(tag);
    if (tag === "th") cell.scope = "row";
    cell.tabIndex = -1;
    cell.dataset.at = keyOf(at);
    this.cells.set(keyOf(at), cell);
    this.texts.set(keyOf(at), text);
    cell.className = at.cell < FIRST_WEEK ? ["grid__label", "grid__name", "grid__marks"][at.cell] : "grid__week";
    if (at.cell === this.page.sheet().note) cell.className = "grid__note";
    cell.textContent = text;
    return cell;
  }

  paint() {
    this.marks.paint();
    this.select();
  }

  // ---- focus and selection

  cellAt(at) {
    return this.cells.get(keyOf(at));
  }

  clamp() {
    const sheet = this.page.sheet();
    const at = this.focus;
    at.day = Math.max(0, Math.min(at.day, sheet.days.length - 1));
    at.row = Math.max(-1, Math.min(at.row, sheet.days[at.day].rows.length - 1));
    at.cell = at.row < 0 && at.cell < FIRST_WEEK ? EXERCISE : Math.max(0, Math.min(at.cell, sheet.note));
    if (at.row < 0 && at.cell === sheet.note) at.cell = sheet.note - 1;
  }

  go(at, { isExtending = false } = {}) {
    if (isExtending) this.anchor ??= { ...this.focus };
    else this.anchor = null;
    this.focus = at;
    this.clamp();
    this.select();
    const cell = this.cellAt(this.focus);
    cell?.focus();
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  move(down, right, options) {
    const sheet = this.page.sheet();
    const at = { ...this.focus };
    if (down) {
      at.row += down;
      if (at.row < -1 && at.day > 0) {
        at.day -= 1;
        at.row = sheet.days[at.day].rows.length - 1;
      } else if (at.row >= sheet.days[at.day].rows.length && at.day + 1 < sheet.days.length) {
        at.day += 1;
        at.row = -1;
      }
    }
    at.cell += right;
    if (at.row < 0 && right > 0 && this.focus.cell === EXERCISE) at.cell = FIRST_WEEK;
    this.go(at, options);
  }

  // The selected cells: one training day's rows from one corner to the other.
  range() {
    const a = this.anchor?.day === this.focus.day ? this.anchor : this.focus;
    const b = this.focus;
    return {
      day: b.day,
      rows: [Math.max(0, Math.min(a.row, b.row)), Math.max(a.row, b.row)],
      cells: [Math.min(a.cell, b.cell), Math.max(a.cell, b.cell)],
    };
  }

  select() {
    this.marks.select();
    this.page.onFocus(this.focus);
  }

  point(event) {
    const cell = event.target.closest("[data-at]");
    if (!cell || event.target.closest("input, .suggestions")) return;
    if (this.editor) this.commit();
    this.go(placeOf(cell), { isExtending: event.shiftKey });
    this.isSweeping = event.pointerType === "mouse";
    addEventListener("pointerup", () => (this.isSweeping = false), { once: true });
  }

  sweep(event) {
    const cell = event.target.closest("[data-at]");
    if (!this.isSweeping || !cell) return;
    const at = placeOf(cell);
    if (at.day === this.focus.day && at.row >= 0) this.go(at, { isExtending: true });
  }

  arrive(event) {
    const cell = event.target.closest("[data-at]");
    if (!cell || this.editor || event.target !== cell) return;
    const at = placeOf(cell);
    if (at.day !== this.focus.day || at.row !== this.focus.row || at.cell !== this.focus.cell) this.go(at);
  }

  // ---- keys

  key(event) {
    if (this.editor) return this.editorKey(event);
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.altKey && ARROWS[event.key]) return this.take(event, () => this.carry(...ARROWS[event.key], event.shiftKey));
    if (ARROWS[event.key] && !event.altKey) {
      event.preventDefault();
      const [down, right] = ARROWS[event.key];
      const far = isCommand ? 999 : 1;
      if (isCommand && down) return this.go({ ...this.focus, row: down < 0 ? 0 : 999 }, { isExtending: event.shiftKey });
      return this.move(down, right * far, { isExtending: event.shiftKey });
    }
    if (event.key === "Tab") return undefined;
    if (event.key === "Home") return this.take(event, () => this.go({ ...this.focus, cell: FIRST_WEEK }));
    if (event.key === "End") return this.take(event, () => this.go({ ...this.focus, cell: this.page.sheet().note - 1 }));
    if (event.key === "Enter" && isCommand) return this.take(event, () => this.page.onAddRow());
    if (event.key === "Enter" || event.key === "F2") return this.take(event, () => this.edit());
    if (event.key === "Delete" || (event.key === "Backspace" && !isCommand)) return this.take(event, () => this.clear());
    if (event.key === "Backspace") return this.take(event, () => this.page.onRemoveRow());
    if (event.key.length === 1 && !isCommand && !event.altKey) return this.take(event, () => this.edit(event.key));
    return undefined;
  }

  // Alt and an arrow move the row or session up and down; with Shift, too, the week left and right.
  carry(down, right, hasShift) {
    if (right) return hasShift ? this.page.onMoveWeek(right) : undefined;
    return this.focus.row < 0 ? this.page.onMoveDay(down) : this.page.onMoveRow(down);
  }

  take(event, work) {
    event.preventDefault();
    return work();
  }

  // ---- editing

  textAt({ day, row, cell }) {
    const one = this.page.sheet().days[day];
    return row < 0 ? one.name : one.rows[row][cell];
  }

  edit(typed = null) {
    const at = { ...this.focus };
    if (at.row < 0 && at.cell >= FIRST_WEEK) return;
    const cell = this.cellAt(at);
    const input = document.createElement("input");
    input.type = "text";
    input.value = typed ?? this.textAt(at);
    input.autocomplete = "off";
    input.spellcheck = false;
    input.setAttribute("aria-label", this.page.nameOf(at));
    cell.replaceChildren(input);
    delete cell.dataset.load;
    this.texts.delete(keyOf(at));
    this.editor = { at, input, suggestions: null };
    if (at.row >= 0 && at.cell === EXERCISE) {
      this.editor.suggestions = new Suggestions({
        url: this.page.searchUrl,
        input,
        onChoose: (name) => {
          input.value = name;
          this.commit();
          this.move(0, FIRST_WEEK - EXERCISE);
        },
      });
      if (typed) this.editor.suggestions.ask();
    }
    input.addEventListener("blur", () => this.commit());
    input.focus();
    if (typed === null) input.select();
  }

  editorKey(event) {
    if (this.editor.suggestions?.key(event)) return this.take(event, () => {});
    if (event.key === "Escape") return this.take(event, () => this.cancel());
    if (event.key === "Enter") {
      return this.take(event, () => {
        this.commit();
        this.move(event.shiftKey ? -1 : 1, 0);
      });
    }
    if (event.key === "Tab") {
      return this.take(event, () => {
        this.commit();
        this.step(event.shiftKey ? -1 : 1);
      });
    }
    return undefined;
  }

  // The next cell of the row to fill, past the marks; from the last on to the row below.
  step(by) {
    const sheet = this.page.sheet();
    const { row, cell } = this.focus;
    if (by > 0 && cell === EXERCISE && row >= 0) return this.go({ ...this.focus, cell: FIRST_WEEK });
    if (by > 0 && cell >= sheet.note - 1) {
      this.move(1, 0);
      return this.go({ ...this.focus, cell: EXERCISE });
    }
    return this.move(0, by);
  }

  commit() {
    if (!this.editor) return;
    const { at, input, suggestions } = this.editor;
    const text = input.value.trim();
    suggestions?.close();
    this.editor = null;
    if (text === this.textAt(at)) return this.draw();
    this.page.change((sheet) => put(sheet, at, text));
    this.cellAt(this.focus)?.focus({ preventScroll: true });
    return undefined;
  }

  cancel() {
    this.editor.suggestions?.close();
    this.editor = null;
    this.draw();
    this.cellAt(this.focus)?.focus();
  }

  clear() {
    const { day, rows, cells } = this.range();
    if (this.focus.row < 0) return;
    this.page.change((sheet) => {
      for (let row = rows[0]; row <= rows[1]; row += 1) {
        for (let cell = cells[0]; cell <= cells[1]; cell += 1) {
          const isWeek = cell >= FIRST_WEEK && cell < sheet.note;
          put(sheet, { day, row, cell }, isWeek ? NONE : "");
        }
      }
    });
  }
}

function handleOf(what) {
  const handle = document.createElement("td");
  handle.className = "grid__handle";
  handle.draggable = true;
  handle.dataset.drags = what;
  handle.textContent = "⠿";
  handle.setAttribute("aria-hidden", "true");
  return handle;
}
