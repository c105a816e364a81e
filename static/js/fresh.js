// The session's page made anew by the server, where something follows that only it can know.

const typedInputs = () => [...document.querySelectorAll("form[data-set] .set__input")].filter((input) => input.value !== input.defaultValue);

const keyOf = (input) => `${input.closest("[data-row]")?.id} ${input.name}`;

/** What is being typed stays, and so does a section that somebody is just reading or writing in. */
const replaceSections = (fresh) => {
  const typed = new Map(typedInputs().map((input) => [keyOf(input), input.value]));
  for (const section of document.querySelectorAll("[data-exercise]")) {
    const other = fresh.getElementById(section.id);
    if (other && !section.contains(document.activeElement?.closest("dialog, textarea"))) section.replaceWith(other);
    else if (section.dataset.made) section.remove();
  }
  const place = document.querySelector("[data-new-exercise]");
  for (const section of fresh.querySelectorAll("[data-exercise]")) if (!document.getElementById(section.id)) place?.before(section);
  for (const input of document.querySelectorAll("form[data-set] .set__input")) input.value = typed.get(keyOf(input)) ?? input.value;
};

/** Take over what the server shows now; return whether it shows the session. */
export const refresh = async () => {
  const response = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!fresh.querySelector("[data-session]")) return false;
  replaceSections(fresh);
  for (const part of ["[data-count]", "[data-finish]"]) document.querySelector(part).replaceWith(fresh.querySelector(part));
  document.querySelector("[data-queue]").dataset.rev = fresh.querySelector("[data-queue]").dataset.rev;
  delete document.documentElement.dataset.keptAt;
  document.querySelector("[data-kept]").hidden = true;
  return true;
};
