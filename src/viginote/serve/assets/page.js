"use strict";
// The note and what was found of it live in this page's memory only, and enter it as text, never as HTML.
const texts = JSON.parse(document.getElementById("texts").textContent);
const element = (id) => document.getElementById(id);
let words = texts.fr;
let shown = null; // {points, findings, redacted}: what the results say
let message = () => ""; // what the status line says, in the language of the moment
let turn = 0; // answers to an earlier question come too late

function make(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

const label = (finding) => words["label_" + finding.label] ?? finding.label;
const assertion = (finding) => (finding.assertion ? words["assertion_" + finding.assertion] : "");

// The note with its findings: cut at each start and end, so that findings which overlap are both marked.
function mark({ points, findings }) {
  const cuts = [0, points.length, ...findings.flatMap((f) => [f.start, f.end])];
  const places = [...new Set(cuts)].sort((a, b) => a - b);
  const parts = [];
  places.forEach((start, i) => {
    findings.forEach((f, n) => {
      if (f.end === start) parts.push(tag(f, n + 1));
    });
    const text = points.slice(start, places[i + 1]).join("");
    const kinds = findings.filter((f) => f.start <= start && start < f.end).map((f) => f.kind);
    if (i + 1 < places.length) parts.push(kinds.length ? make("mark", text, { class: [...new Set(kinds)].join(" ") }) : text);
  });
  element("marked").replaceChildren(...parts);
}

function tag(finding, number) {
  const said = [label(finding), assertion(finding)].filter(Boolean).join(" · ");
  return make("a", said, { class: "tag", href: "#finding-" + number, id: "place-" + number, lang: words.lang });
}

function row(finding, number, points) {
  const made = make("tr", "", { id: "finding-" + number });
  const head = make("th", "", { scope: "row" });
  head.append(make("a", String(number), { href: "#place-" + number, "aria-label": words.to_place + " " + number }));
  const score = new Intl.NumberFormat(words.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(finding.score);
  const said = points.slice(finding.start, finding.end).join("");
  made.append(head, make("td", said, { lang: "fr" }), make("td", label(finding)), make("td", assertion(finding)), why(finding.explain), make("td", score));
  return made;
}

// The reason in a phrase, then the term, the cue and the subject, which are French in either language.
function why(explain) {
  const cell = make("td", "");
  const reason = words.reasons[explain.reason];
  cell.append(make("span", reason ?? explain.reason, { lang: reason ? words.lang : "en" }));
  for (const name of ["term", "cue", "subject"]) {
    if (explain[name]) cell.append(words.between + words[name] + " ", make("q", explain[name], { lang: "fr" }));
  }
  return cell;
}

function show() {
  element("status").textContent = message();
  element("results").hidden = shown === null;
  if (shown === null) {
    for (const id of ["marked", "rows", "redacted"]) element(id).replaceChildren();
    return;
  }
  mark(shown);
  element("rows").replaceChildren(...shown.findings.map((f, i) => row(f, i + 1, shown.points)));
  element("table").hidden = shown.findings.length === 0;
  element("redacted").textContent = shown.redacted;
}

function say(what, isFault = false) {
  message = what;
  element("status").classList.toggle("fault", isFault);
  show();
}

async function ask(path, body) {
  const headers = { "Content-Type": "application/json" };
  const token = element("token")?.value;
  if (token) headers.Authorization = "Bearer " + token;
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), cache: "no-store", credentials: "omit" });
  const content = await answer.json();
  if (!answer.ok) throw { status: answer.status, error: content.error };
  return content;
}

// What went wrong: the status in the reader's language where there is a phrase for it, else the server's words.
function fault(error) {
  const known = "fault_" + (error.status ?? "none");
  return () => words[known] ?? words.fault + " " + error.error;
}

async function scan() {
  const now = ++turn;
  shown = null;
  say(() => words.busy);
  const note = element("note").value.toWellFormed();
  try {
    const { results } = await ask("scan", { texts: [note] });
    const { texts: written } = await ask("redact", { texts: [note], policy: element("policy").value });
    if (now !== turn) return;
    shown = { points: Array.from(note), findings: results[0], redacted: written[0] };
    say(() => words.count.replace("{n}", shown.findings.length));
  } catch (error) {
    if (now === turn) say(fault(error), true);
  }
}

function speak(lang) {
  words = texts[lang];
  document.documentElement.lang = lang;
  for (const one of document.querySelectorAll("[data-text]")) one.textContent = words[one.dataset.text];
  for (const one of document.querySelectorAll("[data-lang]")) one.setAttribute("aria-pressed", String(one.dataset.lang === lang));
  show();
}

for (const button of document.querySelectorAll("[data-lang]")) button.addEventListener("click", () => speak(button.dataset.lang));
element("form").addEventListener("submit", (event) => {
  event.preventDefault();
  scan();
});
element("form").addEventListener("reset", () => {
  turn++;
  shown = null;
  say(() => "");
  element("note").focus();
});
element("policy").addEventListener("change", () => {
  if (shown) scan();
});
element("note").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) element("form").requestSubmit();
});
speak(navigator.language.startsWith("fr") ? "fr" : "en");
