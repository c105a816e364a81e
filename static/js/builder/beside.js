// What the server says of the phase as it was saved last: findings, sets, minutes, loads.

export class Beside {
  // `page`: grid, urls, words; draws into the panel and onto the strip.
  constructor(page) {
    this.page = page;
    this.panel = document.getElementById("panel");
    this.athlete = document.getElementById("athlete");
    this.round = 0;
    this.athlete?.addEventListener("change", () => this.showLoads());
    this.panel.addEventListener("click", (event) => {
      const to = event.target.closest("[data-cells]");
      if (to) this.goTo(to.dataset.cells);
    });
  }

  async refresh() {
    const round = (this.round += 1);
    this.panel.setAttribute("aria-busy", "true");
    const answer = await read(this.page.urls.panel);
    if (round !== this.round) return;
    this.panel.removeAttribute("aria-busy");
    if (!answer) return;
    if (answer.error) {
      this.panel.textContent = answer.error;
      return;
    }
    this.panel.innerHTML = answer.html;
    this.page.setNotes(answer.marks);
    drawVolumes(answer.volumes);
    await this.showLoads();
  }

  async showLoads() {
    const { grid, urls } = this.page;
    const answer = this.athlete?.value ? await read(`${urls.loads}?athlete=${this.athlete.value}`) : null;
    grid.loads = new Map((answer?.cells ?? []).map(({ line, cell, text }) => [`${line},${cell}`, text]));
    grid.table.classList.toggle("has-loads", grid.loads.size > 0);
    grid.paint();
  }

  goTo(cells) {
    const [line, cell] = cells.split(",").map(Number);
    this.page.goToLine(line, cell);
  }
}

async function read(url) {
  const response = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!response) return null;
  const isJson = response.headers.get("Content-Type")?.includes("json");
  return isJson ? response.json() : null;
}

const SVG = "http://www.w3.org/2000/svg";
const BAR = 6;
const HIGH = 24;

function drawVolumes(volumes) {
  const most = Math.max(1, ...volumes.flat());
  volumes.forEach((weeks, phase) => {
    const svg = document.querySelector(`[data-volume="${phase}"]`);
    if (!svg) return;
    svg.setAttribute("viewBox", `0 0 ${weeks.length * BAR} ${HIGH}`);
    svg.setAttribute("width", weeks.length * BAR);
    svg.replaceChildren(
      ...weeks.map((sets, week) => {
        const bar = document.createElementNS(SVG, "rect");
        const high = Math.max(1, (sets / most) * HIGH);
        bar.setAttribute("x", week * BAR);
        bar.setAttribute("y", HIGH - high);
        bar.setAttribute("width", BAR - 2);
        bar.setAttribute("height", high);
        return bar;
      }),
    );
  });
}
