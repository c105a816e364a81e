// Counts the rest down after a set. Keeps the time of its end, so that a sleeping page loses none;
// says with a tone and a buzz that it is over, and keeps the screen on while a session is open.

const KEY = "phasewise-rest-end";
const TICK_MS = 250;
const BUZZ_MS = [200, 100, 200];
const TONE = { hertz: 880, seconds: 0.35, loudness: 0.3 };

const bar = () => document.querySelector("[data-rest-timer]");
let end = Number(sessionStorage.getItem(KEY)) || 0;
let ticking;
let sound;

/** Browsers let a page sound only after a tap, so the tap of a set opens it. */
export const openSound = () => {
  sound ??= globalThis.AudioContext ? new AudioContext() : undefined;
  sound?.resume();
};

export const tone = (hertz = TONE.hertz, seconds = TONE.seconds) => {
  if (sound?.state !== "running") return;
  const [source, volume] = [sound.createOscillator(), sound.createGain()];
  source.frequency.value = hertz;
  volume.gain.setValueAtTime(TONE.loudness, sound.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + seconds);
  source.connect(volume).connect(sound.destination);
  source.start();
  source.stop(sound.currentTime + seconds);
};

const stop = () => {
  clearInterval(ticking);
  sessionStorage.removeItem(KEY);
  bar().hidden = true;
};

const show = () => {
  const left = Math.ceil((end - Date.now()) / 1000);
  if (left <= 0) {
    navigator.vibrate?.(BUZZ_MS);
    tone();
    stop();
    return;
  }
  bar().querySelector("[data-rest-left]").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
};

const start = (until) => {
  end = until;
  sessionStorage.setItem(KEY, String(end));
  clearInterval(ticking);
  bar().hidden = false;
  show();
  ticking = setInterval(show, TICK_MS);
};

let lock;
const stayAwake = async () => {
  if (document.visibilityState !== "visible" || (lock && !lock.released)) return;
  lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
};

document.addEventListener("phasewise:rest", ({ detail: { seconds } }) => {
  openSound();
  if (seconds) start(Date.now() + seconds * 1000);
});
document.addEventListener("visibilitychange", stayAwake);
for (const step of bar().querySelectorAll("[data-rest-step]")) {
  step.addEventListener("click", () => start(end + Number(step.dataset.restStep) * 1000));
}
bar().querySelector("[data-rest-skip]").addEventListener("click", stop);
if (end > Date.now()) start(end);
stayAwake();
