// Signing out leaves nothing on the phone, and warns before sets are lost that were never sent.
import { deleteDB, openDB } from "./vendor/idb.js";

const dialog = document.querySelector("[data-leave-dialog]");

const databases = async () => ((await indexedDB.databases?.()) ?? []).filter(({ name }) => name.startsWith("phasewise-"));

const countWaiting = async () => {
  let waiting = 0;
  for (const { name } of await databases()) {
    const one = await openDB(name);
    waiting += await one.countFromIndex("ops", "by_state", "waiting").catch(() => 0);
    one.close();
  }
  return waiting;
};

const forget = async () => {
  for (const { name } of await databases()) await deleteDB(name);
  for (const name of await caches.keys()) if (/^(pages|push)-/.test(name)) await caches.delete(name);
  sessionStorage.clear();
};

/** The server forgets where this browser takes reminders, and the browser takes none any more. */
const endReminders = async (form) => {
  const worker = await navigator.serviceWorker?.getRegistration();
  const subscription = await worker?.pushManager?.getSubscription();
  if (!subscription) return;
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "endpoint", value: subscription.endpoint });
  form.append(field);
  await subscription.unsubscribe();
};

const askFirst = (waiting) =>
  new Promise((resolve) => {
    dialog.querySelector("[data-leave-count]").textContent = dialog.dataset.say.replace("%n", waiting);
    dialog.returnValue = "";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "leave"), { once: true });
    dialog.showModal();
  });

export const leave = async (form) => {
  const waiting = await countWaiting();
  if (waiting && !(await askFirst(waiting))) return;
  await endReminders(form).catch(() => {});
  await forget();
  form.submit();
};
