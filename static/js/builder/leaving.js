// What leaves the page, forms and links, waits until the server has everything.

export function leaveSaved({ saving, history, lines }) {
  const ready = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const version = form.querySelector("[data-version]");
    if (!version) return;
    const question = event.submitter?.dataset.asks;
    if (!ready.has(form) && question && !confirm(question)) {
      event.preventDefault();
      return;
    }
    if (form.elements.text || (saving.isIdle && ready.has(form))) {
      version.value = saving.version;
      if (form.elements.text) saving.giveWay();
      return;
    }
    event.preventDefault();
    const { submitter } = event;
    saving
      .settled()
      .then(() => history.leave())
      .then(() => {
        ready.add(form);
        form.requestSubmit(submitter);
      });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || saving.isIdle || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    saving.settled().then(() => location.assign(link.href));
  });
  const text = document.getElementById("phase-text");
  text?.closest("details").addEventListener("toggle", () => {
    text.value = lines()
      .map((line) => line.join("\t"))
      .join("\n");
  });
}
