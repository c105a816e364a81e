// Logs a set without loading the page anew. Without this module the same forms post as they are.

const page = document.querySelector("[data-session]");

const keyOf = (input) => {
  const { group, number } = Object.fromEntries(new FormData(input.form));
  return `${group} ${number} ${input.name}`;
};

const typedInputs = (section) =>
  [...section.querySelectorAll("form[data-set] .set__input")].filter((input) => input.value !== input.defaultValue);

const keepTyped = (from, to, sent) => {
  const typed = new Map(
    typedInputs(from)
      .filter((input) => input.form !== sent)
      .map((input) => [keyOf(input), input.value]),
  );
  for (const input of to.querySelectorAll("form[data-set] .set__input")) {
    input.value = typed.get(keyOf(input)) ?? input.value;
  }
};

const swap = (answer, sent) => {
  for (const section of document.querySelectorAll("[data-exercise]")) {
    const fresh = answer.getElementById(section.id);
    const holdsNext = (one) => one.querySelector(".set--next") !== null;
    if (!fresh || !(section.contains(sent) || holdsNext(section) || holdsNext(fresh))) continue;
    keepTyped(section, fresh, sent);
    section.replaceWith(fresh);
  }
  for (const part of ["[data-count]", "[data-finish]"]) {
    const [old, fresh] = [document.querySelector(part), answer.querySelector(part)];
    if (old && fresh) old.replaceWith(fresh);
  }
  // The region itself stays: a screen reader reads out only what changes inside it.
  document.querySelector(".messages").replaceChildren(...answer.querySelector(".messages").childNodes);
};

const moveOn = () => {
  const place = document.querySelector("[aria-invalid='true']") ?? document.querySelector(".set--next .tick");
  if (!place) return;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "center" });
};

const send = async (form, submitter) => {
  const body = new FormData(form, submitter);
  const response = await fetch(submitter?.getAttribute("formaction") ?? form.action, { method: "POST", body });
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  // Anything but the session itself (signed out, gone) is for the browser to show.
  if (!answer.querySelector("[data-session]")) throw new Error("not the session");
  swap(answer, form);
  if (response.ok && form.dataset.restS) {
    document.dispatchEvent(new CustomEvent("phasewise:rest", { detail: Number(form.dataset.restS) }));
  }
  moveOn();
};

page?.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("[data-set]")) return;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  try {
    await send(form, submitter);
  } catch {
    // The ordinary way; the set's own id keeps it one set, whatever arrived before.
    const { action } = form;
    form.action = submitter?.getAttribute("formaction") ?? action;
    form.submit();
  }
});
