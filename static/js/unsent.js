// The list of what waits and of what was refused, each with its sentence, to look at and to keep,
// and to dismiss where it was refused or parked.
import { ask } from "./send.js";

let app;
const dialog = document.querySelector("[data-unsent-dialog]");
const list = dialog.querySelector("[data-unsent-list]");
const shape = dialog.querySelector("[data-unsent-item]");

const unsent = async () => (await (await app.database).getAll("ops")).filter((op) => op.state !== "sent" && op.state !== "dismissed");

/** Off the list here at once; the server is told now, or with the next fetch. */
const dismiss = async (op) => {
  await app.write((ops) => ops.put({ ...op, state: "dismissed" }));
  await app.show();
  await fill();
  await ask("dismiss/", { athlete: op.athlete, op_ids: [op.op_id] }).catch(() => {});
};

const itemOf = (op) => {
  const item = shape.content.cloneNode(true);
  item.querySelector("[data-what]").textContent = op.says || `${op.entity} ${JSON.stringify(op.fields)}`;
  item.querySelector("[data-message]").textContent = op.message || dialog.dataset.sayWaiting;
  const [button, question] = ["[data-dismiss]", "[data-sure]"].map((one) => item.querySelector(one));
  button.hidden = op.state === "waiting";
  button.addEventListener("click", () => {
    [button.hidden, question.hidden] = [true, false];
    question.querySelector("[data-keep]").focus();
  });
  question.querySelector("[data-keep]").addEventListener("click", () => {
    [button.hidden, question.hidden] = [false, true];
    button.focus();
  });
  question.querySelector("[data-yes]").addEventListener("click", () => dismiss(op));
  return item;
};

const fill = async () => list.replaceChildren(...(await unsent()).map(itemOf));

const saveFile = async () => {
  const text = JSON.stringify(await unsent(), null, 2);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = "phasewise-not-sent.json";
  link.click();
  URL.revokeObjectURL(link.href);
};

dialog.querySelector("[data-save]").addEventListener("click", saveFile);
dialog.querySelector("[data-send]").addEventListener("click", async () => {
  await app.flush();
  await fill();
});

export const open = async (from) => {
  app = from;
  await fill();
  if (!dialog.open) dialog.showModal();
};
