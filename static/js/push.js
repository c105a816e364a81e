// Reminders in this browser: it asks for permission only when tapped, and says where it can't.

const section = document.querySelector("[data-push]");
const form = section.querySelector("[data-push-add]");
const part = (name) => section.querySelector(`[data-push-${name}]`);
const canShow = isSecureContext && "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;

/** The devices on the page name the SHA-256 of their addresses: those are nobody else's to know. */
const markOf = async ({ endpoint }) => {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

const showBlocked = () => {
  part("blocked").hidden = Notification.permission !== "denied";
};

const subscribe = async (manager) => {
  const options = { userVisibleOnly: true, applicationServerKey: section.dataset.key };
  try {
    return await manager.subscribe(options);
  } catch (error) {
    // Subscribed with the key of another server, or of one before.
    const former = error.name === "InvalidStateError" && (await manager.getSubscription());
    if (!former) throw error;
    await former.unsubscribe();
    return manager.subscribe(options);
  }
};

const nameOfDevice = () => {
  const browser = ["Edg", "OPR", "Firefox", "Chrome", "Safari"].find((name) => navigator.userAgent.includes(name));
  const shown = { Edg: "Edge", OPR: "Opera" }[browser] ?? browser;
  return [shown, navigator.userAgentData?.platform || navigator.platform].filter(Boolean).join(", ");
};

const send = async (subscription) => {
  const { endpoint, keys } = subscription.toJSON();
  Object.entries({ endpoint, ...keys, device: nameOfDevice() }).forEach(([name, value]) => {
    form.elements[name].value = value;
  });
  // Whose reminders this browser shows: whoever signs in next ends them (kept.js).
  await caches.open(`push-${section.dataset.user}`);
  form.submit();
};

const begin = async () => {
  await navigator.serviceWorker.register("/service-worker.js");
  const { pushManager: manager } = await navigator.serviceWorker.ready;
  const subscription = await manager.getSubscription();
  const own = subscription && section.querySelector(`[data-mark="${await markOf(subscription)}"]`);
  if (own) {
    own.querySelector("[data-here]").hidden = false;
    own.querySelector("form").addEventListener("submit", () => subscription.unsubscribe().catch(() => {}));
  }
  form.hidden = Boolean(own);
  showBlocked();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    // Asking for permission must be the first thing after the tap: some browsers refuse later.
    subscribe(manager).then(send).catch(() => {
      showBlocked();
      part("failed").hidden = !part("blocked").hidden;
    });
  });
};

part("none").hidden = canShow;
if (canShow) begin();
