// Saves as typed, one request at a time; keeps on this device what the server doesn't have yet.

const WAIT_MS = 500;
const AGAIN_MS = [2000, 5000, 15000, 30000];

export class Saving {
  // `page` gives lines() and takes onState(word), onSaved(answer), onConflict(answer).
  constructor({ url, version, token, keptAs, page }) {
    Object.assign(this, { url, version, token, keptAs, page });
    this.failures = 0;
    this.isDirty = false;
    this.isBusy = false;
    this.timer = null;
    addEventListener("beforeunload", (event) => {
      if (this.isDirty) event.preventDefault();
    });
    addEventListener("online", () => this.isDirty && this.send());
  }

  get isIdle() {
    return !this.isDirty && !this.isBusy;
  }

  // Resolves once the server has everything; never while it can't be reached.
  async settled() {
    while (!this.isIdle) {
      await this.send();
      if (!this.isIdle) await new Promise((done) => setTimeout(done, 100));
    }
  }

  // Another way of saving takes over.
  giveWay() {
    this.isDirty = false;
    clearTimeout(this.timer);
    this.forget();
  }

  // What an earlier visit could not send, if anything.
  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.keptAs))?.lines ?? null;
    } catch {
      return null;
    }
  }

  forget() {
    localStorage.removeItem(this.keptAs);
  }

  changed() {
    this.isDirty = true;
    this.page.onState("waiting");
    try {
      localStorage.setItem(this.keptAs, JSON.stringify({ lines: this.page.lines() }));
    } catch {
      // A full disk: the page itself still has it, and leaving asks first.
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), WAIT_MS);
  }

  async send() {
    if (this.isBusy || !this.isDirty) return;
    clearTimeout(this.timer);
    this.isBusy = true;
    this.isDirty = false;
    this.page.onState("saving");
    const lines = this.page.lines();
    const answer = await this.post({ lines, version: this.version });
    this.isBusy = false;
    if (answer === null) return this.later();
    this.failures = 0;
    if (answer.status === 409) {
      this.isDirty = true;
      return this.page.onConflict(answer.body);
    }
    if (answer.status !== 200) {
      this.isDirty = true;
      return this.page.onState("refused", answer.body?.error);
    }
    this.version = answer.body.version;
    if (this.isDirty) return this.send();
    this.forget();
    return this.page.onSaved(answer.body);
  }

  later() {
    this.isDirty = true;
    this.page.onState("offline");
    const wait = AGAIN_MS[Math.min(this.failures, AGAIN_MS.length - 1)];
    this.failures += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  async post(body) {
    const answer = await post(this.url, body, this.token).catch(() => null);
    return answer && answer.status < 500 ? answer : null;
  }
}

export async function post(url, body, token) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body),
  });
  const isJson = response.headers.get("Content-Type")?.includes("json");
  return { status: response.status, body: isJson ? await response.json() : null };
}
