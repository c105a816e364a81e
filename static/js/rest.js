// Counts the rest down after a set. Keeps the time of its end, so that a sleeping page loses none.

const KEY = "phasewise-rest-end";
const TICK_MS = 250;
const BUZZ_MS = [200, 100, 200];

const box = document.querySelector("[data-rest-timer]");
const face = box?.querySelector("[data-rest-left]");
let end = Number(sessionStorage.getItem(KEY)) || 0;
let ticking;

const stop = () => {
  clearInterval(ticking);
  sessionStorage.removeItem(KEY);
  box.hidden = true;
};

const show = () => {
  const left = Math.ceil((end - Date.now()) / 1000);
  if (left <= 0) {
    navigator.vibrate?.(BUZZ_MS);
    stop();
    return;
  }
  face.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
};

const start = (until) => {
  end = until;
  sessionStorage.setItem(KEY, String(end));
  clearInterval(ticking);
  box.hidden = false;
  show();
  ticking = setInterval(show, TICK_MS);
};

if (box) {
  document.addEventListener("phasewise:rest", (event) => start(Date.now() + event.detail * 1000));
  for (const step of box.querySelectorAll("[data-rest-step]")) {
    step.addEventListener("click", () => start(end + Number(step.dataset.restStep) * 1000));
  }
  box.querySelector("[data-rest-skip]").addEventListener("click", stop);
  if (end > Date.now()) start(end);
}
