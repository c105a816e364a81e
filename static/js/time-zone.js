// Marks the reader's own time zone where none is chosen yet.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

for (const select of document.querySelectorAll("[data-guess-time-zone]")) {
  if (select.value === "") {
    select.value = zone;
  }
  // A zone that isn't offered leaves nothing selected: go back to the empty choice.
  if (select.selectedIndex === -1) {
    select.value = "";
  }
}
