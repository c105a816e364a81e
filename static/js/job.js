// A long action's page follows its progress; without scripts its link does.

const EVERY_MS = 1000;

const follow = async () => {
  const shown = document.querySelector("[data-job]");
  if (!shown?.hasAttribute("data-open")) return;
  // Whoever is about to press a button must not lose it.
  const focused = shown.contains(document.activeElement);
  try {
    const response = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-job]");
    if (fresh) shown.replaceWith(fresh);
    if (focused) fresh?.querySelector("button, a")?.focus();
  } catch {
    // Without signal the next try tells.
  }
  setTimeout(follow, EVERY_MS);
};

setTimeout(follow, EVERY_MS);
