"use strict";
// Sorting: a button in each heading; Enter and Space work as on any button.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") !== "descending";
      const value = (row) => {
        const cell = row.cells[column];
        return "v" in cell.dataset ? Number(cell.dataset.v) : cell.textContent.trim();
      };
      const compare = (a, b) =>
        typeof a === "number" ? a - b : a.localeCompare(b, document.documentElement.lang, { numeric: true });
      const rows = [...body.rows].sort((a, b) => compare(value(a), value(b)) * (down ? -1 : 1));
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      body.append(...rows);
    });
  });
}
// Paper: what is folded away on the screen is printed.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
});
// Language: both editions are in the page, one is shown.
for (const button of document.querySelectorAll("[data-show]")) {
  button.addEventListener("click", () => {
    const lang = button.dataset.show;
    document.documentElement.lang = document.documentElement.dataset.lang = lang;
    document.title = document.querySelector(`.edition[lang="${lang}"] h1`).textContent;
    for (const other of document.querySelectorAll("[data-show]"))
      other.setAttribute("aria-pressed", String(other.dataset.show === lang));
    document.querySelector(`.edition[lang="${lang}"] [data-show="${lang}"]`).focus();
  });
}
