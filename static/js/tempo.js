// Beats a tempo: a tone a second, a high one where a part of the repetition begins.
import { openSound, tone } from "./rest.js";

const SECOND_MS = 1000;
const [HIGH_HERTZ, LOW_HERTZ, LENGTH_S] = [990, 550, 0.08];

let beating;

/** 3010 is three seconds down, none below, one up, none above; X is as fast as can be. */
const beats = (tempo) =>
  [...tempo].flatMap((part) => Array.from({ length: part === "X" ? 1 : Number(part) }, (_, place) => (place ? LOW_HERTZ : HIGH_HERTZ)));

const stop = () => {
  clearInterval(beating?.timer);
  if (beating) beating.button.ariaPressed = "false";
  beating = undefined;
};

export const toggle = (button) => {
  const isOn = beating?.button === button;
  stop();
  const row = beats(button.dataset.tempo);
  if (isOn || !row.length) return;
  openSound();
  let place = 0;
  const beat = () => tone(row[place++ % row.length], LENGTH_S);
  beating = { button, timer: setInterval(beat, SECOND_MS) };
  button.ariaPressed = "true";
};

document.addEventListener("phasewise:rest", stop);
