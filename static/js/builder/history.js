// What undo takes back: cells of the open phase, and behind them the program as it was before
// phases were moved, doubled, added or taken out. Those outlive the page, in this tab.

import { post } from "./saving.js";

const MOST_STEPS = 200;
const MOST_PROGRAMS = 10;

export class History {
  // `facts`: keptAs, phase, hash, urls.program.
  constructor({ facts, token, saving }) {
    Object.assign(this, { facts, token, saving });
    this.name = `${facts.keptAs.replace(/-\d+$/, "")}-history`;
    const kept = this.read();
    this.past = kept.past ?? [];
    this.future = kept.future ?? [];
    this.done = (kept.phase === facts.phase && kept.done) || [];
    this.undone = [];
    // The server refused to move phases: that step is none.
    if (this.past.at(-1)?.hash === facts.hash) this.done = this.past.pop().done;
    this.keep();
  }

  get canUndo() {
    return this.done.length + this.past.length > 0;
  }

  get canRedo() {
    return this.undone.length + this.future.length > 0;
  }

  push(lines) {
    this.done.push(lines);
    if (this.done.length > MOST_STEPS) this.done.shift();
    this.undone.length = 0;
    if (this.future.length) {
      this.future = [];
      this.keep();
    }
  }

  // Before phases change places: the program as it is, and the steps that led there.
  async leave() {
    const now = await this.program();
    if (!now) return;
    this.past.push({ ...now, phase: this.facts.phase, done: this.done });
    this.future = [];
    this.done = [];
    this.keep();
  }

  undo(lines) {
    return this.step(lines, { from: this.done, to: this.undone, before: this.past, after: this.future });
  }

  redo(lines) {
    return this.step(lines, { from: this.undone, to: this.done, before: this.future, after: this.past });
  }

  // Returns the cells to show now; nothing where another program is on its way.
  async step(lines, { from, to, before, after }) {
    if (from.length) {
      to.push(lines);
      return from.pop();
    }
    if (before.length) await this.turn(before, after);
    return null;
  }

  async turn(before, after) {
    await this.saving.settled();
    const now = await this.program();
    const { program, phase, done } = before.at(-1);
    const answer = await post(this.facts.urls.program, { program, version: this.saving.version }, this.token).catch(() => null);
    if (!now || !answer) return this.saving.page.onState("offline");
    if (answer.status !== 200) return this.saving.page.onState("refused", answer.body?.error);
    before.pop();
    after.push({ ...now, phase: this.facts.phase, done: this.done });
    this.keep({ phase, done });
    location.assign(`?phase=${phase}`);
    return undefined;
  }

  async program() {
    const response = await fetch(this.facts.urls.program, { headers: { Accept: "application/json" } }).catch(() => null);
    return response?.ok ? response.json() : null;
  }

  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.name)) ?? {};
    } catch {
      return {};
    }
  }

  // `more`: the steps that the page to come begins with, and its phase.
  keep(more = {}) {
    const [past, future] = [this.past.slice(-MOST_PROGRAMS), this.future.slice(-MOST_PROGRAMS)];
    try {
      sessionStorage.setItem(this.name, JSON.stringify({ past, future, ...more }));
    } catch {
      // No room: undo ends at this page.
      sessionStorage.removeItem(this.name);
    }
  }
}
