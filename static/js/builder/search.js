// Suggestions under a cell: the server says which exercises a few typed words mean.

const WAIT_MS = 120;
let numbered = 0;

export class Suggestions {
  constructor({ url, input, onChoose }) {
    Object.assign(this, { url, input, onChoose });
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `suggestions-${(numbered += 1)}`;
    this.list.setAttribute("role", "listbox");
    this.list.hidden = true;
    input.after(this.list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.ask());
    this.at = -1;
    this.timer = null;
  }

  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const typed = this.input.value.trim();
      if (typed.length < 2) return this.show([]);
      const response = await fetch(`${this.url}?q=${encodeURIComponent(typed)}`).catch(() => null);
      if (!response?.ok || typed !== this.input.value.trim()) return undefined;
      return this.show((await response.json()).names);
    }, WAIT_MS);
  }

  show(names) {
    this.at = -1;
    this.list.replaceChildren(
      ...names.map((name, at) => {
        const item = document.createElement("li");
        item.id = `${this.list.id}-${at}`;
        item.setAttribute("role", "option");
        item.textContent = name;
        // Before the cell loses its focus and closes.
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          this.onChoose(name);
        });
        return item;
      }),
    );
    this.list.hidden = !names.length;
    this.input.setAttribute("aria-expanded", String(names.length > 0));
  }

  // Takes the keys that belong to the list; true where it did.
  key(event) {
    const items = [...this.list.children];
    if (this.list.hidden || !items.length) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      this.at = (this.at + by + items.length + (this.at < 0 && by < 0 ? 1 : 0)) % items.length;
      items.forEach((item, at) => item.setAttribute("aria-selected", String(at === this.at)));
      this.input.setAttribute("aria-activedescendant", items[this.at].id);
      return true;
    }
    if ((event.key === "Enter" || event.key === "Tab") && this.at >= 0) {
      this.input.value = items[this.at].textContent;
    }
    return false;
  }

  close() {
    clearTimeout(this.timer);
    this.list.remove();
  }
}
