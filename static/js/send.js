// Sends what waits on the phone, one page at a time, and learns the server's clock on the way.

const PROTOCOL = 1;
const SYNC = "/api/v1/sync/";
const MOST_OPS = 200;
const MOST_BYTES = 250 * 1024;
const ANSWER_MS = 20_000;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 5 * 60_000;
// Two samples of the clock that differ by more than their travel and this: it was set anew.
const CLOCK_SLACK_MS = 1000;

let app;
let limit = MOST_OPS;
let failures = 0;
let isAskedAgain = false;
let retry;

const learnClock = async (sentAt, serverTime) => {
  const rtt = Date.now() - sentAt;
  const sample = { offset: serverTime - (sentAt + rtt / 2), rtt };
  const { clock } = app.state;
  const wasSet = Math.abs(sample.offset - clock.offset) > (rtt + clock.rtt) / 2 + CLOCK_SLACK_MS;
  if (rtt > clock.rtt && !wasSet) return;
  app.state.clock = sample;
  await app.write((ops, facts) => facts.put(sample, "clock"));
};

const csrf = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

/** A browser that was killed may have lost the form token's cookie; any page brings a new one. */
const renewToken = () => fetch(location.pathname, { headers: { Accept: "text/html" } });

/** Ask the server; return status and answer, with what is wrong in `code` and `detail`. */
export const ask = async (path, body) => {
  if (body && !csrf()) await renewToken();
  const sentAt = Date.now();
  const response = await fetch(SYNC + path, {
    method: body ? "POST" : "GET",
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrf() },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const answer = await response.json().catch(() => ({}));
  if (answer.server_time) await learnClock(sentAt, answer.server_time);
  const wait = Number(response.headers.get("Retry-After")) * 1000;
  const { code = "", detail = "" } = answer.errors?.[0] ?? {};
  return { status: response.status, answer, wait, code, detail };
};

const REVOKED = { status: 401, answer: {} };

const deviceId = async () => {
  const known = await app.factOf("device");
  if (known) return { device: known };
  // A phone that was shut out comes back by signing in anew only.
  if ((await app.factOf("revoked")) === csrf()) return { refusal: REVOKED };
  const name = navigator.userAgentData?.platform || navigator.platform || "Browser";
  const asked = await ask("devices/", { name });
  if (asked.status !== 201) return { refusal: asked };
  await app.write((ops, facts) => facts.put(asked.answer.device_id, "device"));
  return { device: asked.answer.device_id };
};

/** Forget what the phone is called, and up to where it has fetched: it starts anew. */
const forgetDevice = () =>
  app.write(async (ops, facts) => {
    for (const name of await facts.getAllKeys()) if (name === "device" || name.startsWith("cursor-")) await facts.delete(name);
  });

const asSent = ({ op_id, seq, hlc, entity, entity_id, type, base, fields }) => ({
  op_id, seq, hlc, entity, entity_id, type, base, fields,
});

const nextBatch = async () => {
  const found = await (await app.database).getAllFromIndex("ops", "by_state", "waiting", limit);
  let bytes = 0;
  return found.filter((op, place) => {
    bytes += JSON.stringify(asSent(op)).length * 2;
    return op.athlete === found[0].athlete && (place === 0 || bytes < MOST_BYTES);
  });
};

const STATES = { applied: "sent", duplicate: "sent", superseded: "sent", refused: "refused", parked: "parked" };

const settle = async (batch, results) => {
  const byId = new Map(results.map((result) => [result.op_id, result]));
  const settled = [];
  await app.write(async (ops) => {
    for (const op of batch) {
      const result = byId.get(op.op_id);
      if (!STATES[result?.status]) continue;
      const { code = "", message = "", rev = 0 } = result;
      settled.push({ ...op, state: STATES[result.status], code, message, rev });
      await ops.put(settled.at(-1));
    }
  });
  return settled;
};

const tell = (settled) => document.dispatchEvent(new CustomEvent("phasewise:settled", { detail: settled }));

/** Send one batch; return whether to go on. What went wrong stays in the state. */
const sendBatch = async (batch, isSecondTry = false) => {
  const { device, refusal } = await deviceId();
  const ops = batch.map(asSent);
  const body = { device_id: device, athlete: batch[0].athlete, protocol: PROTOCOL, client_time: Date.now(), ops };
  const { status, answer, wait, code, detail } = refusal ?? (await ask("push/", body));
  if (status === 200) {
    const settled = await settle(batch, answer.results);
    limit = MOST_OPS;
    tell(settled);
    if (!settled.length) later(wait);
    return settled.length > 0;
  }
  if (status === 409 && !isSecondTry) {
    await forgetDevice();
    if (code === "device_revoked") await app.write((ops, facts) => facts.put(csrf(), "revoked"));
    return sendBatch(batch, true);
  }
  if ((status === 413 || status === 400) && !refusal) {
    if (batch.length > 1) limit = Math.ceil(batch.length / 2);
    else tell(await settle(batch, [{ op_id: batch[0].op_id, status: "refused", code: "unreadable", message: detail }]));
    return true;
  }
  const isAnother = status === 403 && code === "other_user";
  if (status === 403 && !isAnother && !isSecondTry) {
    await renewToken();
    return sendBatch(batch, true);
  }
  if (isAnother) await forgetDevice();
  app.state.trouble = isAnother ? "other" : { 401: "sign-in", 426: "update" }[status] ?? "later";
  if (status === 426) navigator.serviceWorker?.getRegistration().then((worker) => worker?.update());
  later(wait);
  return false;
};

const later = (wait) => {
  const pause = Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS);
  failures += 1;
  clearTimeout(retry);
  retry = setTimeout(flush, wait || pause * (0.5 + Math.random()));
};

const drain = async () => {
  try {
    for (let batch = await nextBatch(); batch.length; batch = await nextBatch()) {
      if (!(await sendBatch(batch))) break;
      [app.state.trouble, failures] = ["", 0];
      await app.show();
    }
  } catch {
    app.state.trouble = "offline";
    later();
  }
  await app.show();
};

/** Send what waits; one page at a time, whichever holds the lock. */
export const flush = async () => {
  isAskedAgain = true;
  await navigator.locks.request(`phasewise-flush-${app.user}`, { ifAvailable: true }, async (lock) => {
    while (lock && isAskedAgain) {
      isAskedAgain = false;
      await drain();
    }
  });
};

export const start = (from) => {
  app = from;
};
