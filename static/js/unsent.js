// The list of what waits and of what was refused, each with its sentence, to look at and to keep.

let app;
const dialog = document.querySelector("[data-unsent-dialog]");
const list = dialog.querySelector("[data-unsent-list]");
const shape = dialog.querySelector("[data-unsent-item]");

const unsent = async () => (await (await app.database).getAll("ops")).filter((op) => op.state !== "sent" && op.state !== "aside");

const itemOf = (op) => {
  const item = shape.content.cloneNode(true);
  item.querySelector("[data-what]").textContent = op.says || `${op.entity} ${JSON.stringify(op.fields)}`;
  item.querySelector("[data-message]").textContent = op.message || dialog.dataset.sayWaiting;
  const aside = item.querySelector("[data-aside]");
  aside.hidden = op.state === "waiting";
  aside.addEventListener("click", async () => {
    await app.write((ops) => ops.put({ ...op, state: "aside" }));
    await app.show();
    await fill();
  });
  return item;
};

const fill = async () => list.replaceChildren(...(await unsent()).map(itemOf));

const saveFile = async () => {
  const text = JSON.stringify(await (await app.database).getAll("ops"), null, 2);
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
