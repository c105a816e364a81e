// A year of phases changed without loading the page: by keys on a bar, by dragging its end, and by
// the links that do the same without this script.
const says = document.querySelector("[data-year-says]");
let year = document.querySelector("[data-year]");
let asked = 0;

const bars = () => [...year.querySelectorAll("[data-phase]")];
const typed = (root) => root.querySelectorAll("input:not([type=hidden]), select");

// What was typed into the form below stays; the token and the draft's mark are the new page's.
const keepTyped = (from, to) => {
  const fields = new Map([...typed(from)].map((field) => [field.name, field]));
  for (const field of typed(to)) {
    if (fields.has(field.name)) field.value = fields.get(field.name).value;
  }
};

const focusAgain = (phase) => {
  const bar = phase && year.querySelector(`[data-phase="${CSS.escape(phase)}"]`);
  (bar ?? bars()[0])?.focus({ preventScroll: true });
};

const tell = () => {
  const problem = year.querySelector("[data-year-problem] p");
  const words = [...year.querySelectorAll("[data-year-words] li")].map((one) => one.textContent);
  says.textContent = problem ? problem.textContent : words.join(" ");
};

const show = async (address, phase, { isBack = false } = {}) => {
  const number = (asked += 1);
  year.setAttribute("aria-busy", "true");
  let found = null;
  try {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    found = page.querySelector("[data-year]");
  } catch {
    found = null;
  }
  if (number !== asked) return;
  if (!found) {
    location.assign(address);
    return;
  }
  const left = year.querySelector(".pw-year__scroll")?.scrollLeft ?? 0;
  keepTyped(year, found);
  year.replaceWith(found);
  year = found;
  const scroll = year.querySelector(".pw-year__scroll");
  if (scroll) scroll.scrollLeft = left;
  if (!isBack) history.pushState(null, "", address);
  tell();
  focusAgain(phase);
};

const follow = (link, phase) => link && show(link.href, phase);
const button = (kind, phase) =>
  year.querySelector(`[data-year-go="${kind}"]${phase ? `[data-of="${CSS.escape(phase)}"]` : ""}`);

const trying = (kind, phase, weeks) => {
  const address = new URL(year.dataset.base, location.href);
  address.searchParams.set("try", `${kind}:${phase}:${weeks}`);
  return address.href;
};

const kindOf = (event) => {
  if (event.shiftKey && event.key === "ArrowLeft") return "earlier";
  if (event.shiftKey && event.key === "ArrowRight") return "later";
  if (event.key === "+" || event.key === "=") return "longer";
  if (event.key === "-" || event.key === "−") return "shorter";
  return null;
};

const step = (bar, by) => {
  const all = bars();
  all[all.indexOf(bar) + by]?.focus();
};

const onKey = (event, bar) => {
  const phase = bar.dataset.phase;
  const kind = kindOf(event);
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (kind) follow(button(kind, phase), phase);
  else if (event.key === "ArrowLeft") step(bar, -1);
  else if (event.key === "ArrowRight") step(bar, 1);
  else if (event.key.toLowerCase() === "p") {
    follow(button("pin", phase) ?? button("release", phase), phase);
  } else if (event.key === "Enter" && button("keep")) follow(button("keep"), phase);
  else if (event.key === "Escape" && button("leave")) follow(button("leave"), phase);
  else return false;
  return true;
};

if (year) {
  document.addEventListener("keydown", (event) => {
    const bar = event.target.closest?.("[data-phase]");
    if (bar && year.contains(bar) && onKey(event, bar)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-year-go]");
    if (!link || !year.contains(link) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { yearGo: kind, of: phase } = link.dataset;
    show(link.href, phase).then(() => {
      if (phase) button(kind, phase)?.focus({ preventScroll: true });
    });
  });

  document.addEventListener("pointerdown", (event) => {
    const edge = event.target.closest?.("[data-year-edge]");
    const line = edge?.closest("[data-year-line]");
    if (!edge || !year.contains(edge)) return;
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
    const bar = edge.parentElement;
    const week = line.clientWidth / Number(line.dataset.weeks);
    const width = bar.offsetWidth;
    const weeksAt = (at) => Math.round((at.clientX - event.clientX) / week);
    edge.addEventListener("pointermove", (at) => {
      bar.style.width = `${Math.max(width + weeksAt(at) * week, week)}px`;
    });
    edge.addEventListener(
      "lostpointercapture",
      (at) => {
        const weeks = weeksAt(at);
        const phase = edge.dataset.yearEdge;
        const kind = weeks > 0 ? "longer" : "shorter";
        if (weeks) show(trying(kind, phase, Math.abs(weeks)), phase);
      },
      { once: true },
    );
  });

  addEventListener("popstate", () => show(location.href, null, { isBack: true }));
}
