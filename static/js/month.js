// Sessions of a month go to another day: dragged, or held with M and led by the arrows.
const table = document.querySelector("[data-month]");
const form = document.querySelector("[data-month-form]");
const says = document.querySelector("[data-month-says]");
const DAYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

if (table && form) {
  const days = [...table.querySelectorAll("[data-day]")];
  let held = null;
  let over = null;

  const show = (day) => {
    over?.removeAttribute("data-over");
    over = day;
    over?.setAttribute("data-over", "");
    if (held && over) says.textContent = over.dataset.words;
  };

  const hold = (chip) => {
    held?.removeAttribute("data-held");
    held = chip;
    held?.setAttribute("data-held", "");
    show(held ? held.closest("[data-day]") : null);
    if (!held) says.textContent = "";
  };

  const drop = () => {
    const isElsewhere = held && over && !over.contains(held);
    if (isElsewhere) {
      form.elements.session.value = held.dataset.session;
      form.elements.to_on.value = over.dataset.day;
      form.submit();
    } else {
      hold(null);
    }
  };

  table.addEventListener("dragstart", (event) => {
    const chip = event.target.closest("[data-session]");
    if (!chip) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", chip.dataset.session);
    hold(chip);
  });
  table.addEventListener("dragover", (event) => {
    const day = event.target.closest("[data-day]");
    if (!held || !day) return;
    event.preventDefault();
    if (day !== over) show(day);
  });
  table.addEventListener("drop", (event) => {
    event.preventDefault();
    drop();
  });
  table.addEventListener("dragend", () => hold(null));

  table.addEventListener("keydown", (event) => {
    const chip = event.target.closest("[data-session]");
    if (chip && !held && event.key.toLowerCase() === "m") {
      event.preventDefault();
      hold(chip);
    } else if (held && event.key in DAYS) {
      event.preventDefault();
      const next = days[days.indexOf(over) + DAYS[event.key]];
      if (next) show(next);
    } else if (held && event.key === "Enter") {
      event.preventDefault();
      drop();
    } else if (held && (event.key === "Escape" || event.key === "Tab")) {
      hold(null);
    }
  });
}
