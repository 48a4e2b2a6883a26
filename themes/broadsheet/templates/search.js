// Search as one types, in the index that the site brings with it (Pagefind). The words, what they are narrowed by and
// the order stand in the address, so that what was found can be linked to and gone back to.
const found = document.querySelector(".found");
const form = document.querySelector(".search-form");
const field = form.elements.q;
const facets = found.querySelector(".facets");
const status = found.querySelector(".found-count");
const hits = found.querySelector(".hits");
const more = found.querySelector(".more");
const template = found.querySelector("template");
const chosen = [...facets.querySelectorAll("select")];
const AT_ONCE = 8;
const UNSPACED = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー々";
const ORDERS = { newest: { date: "desc" }, oldest: { date: "asc" } };

let engine;
let asked = 0;
let waiting = 0;
let results = [];

/** The index, loaded when it is first asked for; null where there is none. */
function index() {
  engine ??= load().catch((error) => {
    console.warn("search:", error);
    document.body.classList.add("search-fails");
    return null;
  });
  return engine;
}

async function load() {
  const base = new URL(found.dataset.index, location.href);
  const { createInstance } = await import(new URL("pagefind.js", base).href);
  const made = createInstance({ basePath: base.pathname, noWorker: true, excerptLength: 36 });
  offer(await made.filters());
  return made;
}

/** Fill the choices with all that there is; one thing alone is no choice. */
function offer(filters) {
  for (const select of chosen) {
    if (select.name === "sort") continue;
    const names = Object.keys(filters[select.name] ?? {});
    const [up, down] = select.name === "year" ? [-1, 1] : [1, -1];
    names.sort((one, other) => (one.localeCompare(other, document.documentElement.lang) < 0 ? down : up));
    for (const name of names) select.add(new Option(name, name));
    select.parentElement.hidden = names.length < 2;
  }
}

/** Put spaces around each letter of scripts that have none between words, as the index does. */
function spaced(words) {
  return words.replace(new RegExp(`[${UNSPACED}]`, "gu"), " $& ").replace(/\s+/g, " ").trim();
}

function closed(text) {
  const near = `[${UNSPACED}，。、；：？！「」『』（）《》“”…—]`;
  const gap = new RegExp(`(?<=${near}(?:</mark>)?)[\\s\\u200b]+(?=(?:<mark>)?${near})`, "gu");
  return text.replace(gap, "").replaceAll("\u200b", "");
}

/** What to ask for: words without spaces between them are a phrase. */
function query(words) {
  const apart = spaced(words);
  const isPhrase = apart.includes(" ") && new RegExp(`^[${UNSPACED}]+$`, "u").test(words.trim());
  return isPhrase ? `"${apart}"` : apart;
}

async function search() {
  const turn = ++asked;
  const words = field.value.trim();
  const filters = {};
  for (const select of chosen) if (select.value && select.name !== "sort") filters[select.name] = select.value;
  if (!words && !Object.keys(filters).length) return show([], "");
  const ready = await index();
  if (turn !== asked) return;
  if (!ready) return show([], status.dataset.failed);
  const sort = ORDERS[chosen.find((select) => select.name === "sort").value] ?? {};
  const answer = await ready.search(words ? query(words) : null, { filters, sort });
  if (turn !== asked) return;
  count(answer.totalFilters);
  const { length } = answer.results;
  const number = length.toLocaleString(document.documentElement.lang);
  await show(answer.results, length ? status.dataset.found.replace("{count}", number) : status.dataset.none);
}

/** Say behind each choice how much it would leave. */
function count(totals) {
  for (const select of chosen) {
    for (const option of select.name === "sort" ? [] : select.options) {
      if (!option.value) continue;
      const number = totals[select.name]?.[option.value] ?? 0;
      option.textContent = `${option.value} (${number.toLocaleString(document.documentElement.lang)})`;
      option.disabled = !number && !option.selected;
    }
  }
}

async function show(all, words) {
  results = all;
  const first = await Promise.all(all.slice(0, AT_ONCE).map((result) => result.data()));
  if (results !== all) return;
  facets.hidden = !all.length && !chosen.some((select) => select.value);
  hits.replaceChildren(...first.map(hit));
  more.hidden = all.length <= AT_ONCE;
  status.textContent = words;
}

function hit(data) {
  const item = template.content.cloneNode(true).firstElementChild;
  const [day, written, language] = read(data.meta.facts ?? "").split("\t");
  const link = item.querySelector("h2 a");
  const time = item.querySelector("time");
  const authors = item.querySelector(".hit-authors");
  link.href = data.url;
  link.textContent = closed(data.meta.title ?? data.url);
  if (day) time.dateTime = day;
  time.textContent = written ?? "";
  time.hidden = !day;
  authors.textContent = (data.filters.author ?? []).join(", ");
  mark(item.querySelector(".excerpt"), data.excerpt);
  for (const place of data.sub_results.filter((part) => part.anchor).slice(0, 3)) {
    const inner = document.createElement("a");
    inner.href = place.url;
    inner.dir = "auto";
    inner.textContent = closed(place.title);
    item.querySelector(".hit-places").append(document.createElement("li"));
    item.querySelector(".hit-places").lastChild.append(inner);
  }
  if (language) for (const part of item.querySelectorAll("[dir=auto]")) part.lang = language;
  return item;
}

/** Put an excerpt into `element` as text: Pagefind marks words, and writes < and > of the text as entities. */
function mark(element, excerpt) {
  const parts = closed(excerpt).split(/<mark>(.*?)<\/mark>/su);
  parts.forEach((part, number) => {
    const text = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    const node = number % 2 ? document.createElement("mark") : document.createTextNode("");
    node.textContent = text;
    element.append(node);
  });
}

/** Read what the index keeps in Braille patterns, one for each byte, so that no word of it is found. */
function read(dots) {
  return new TextDecoder().decode(Uint8Array.from(dots, (dot) => dot.codePointAt(0) - 0x2800));
}

more.addEventListener("click", async () => {
  const all = results;
  const shown = hits.children.length;
  const next = await Promise.all(all.slice(shown, shown + AT_ONCE).map((result) => result.data()));
  if (results !== all) return;
  hits.append(...next.map(hit));
  more.hidden = all.length <= hits.children.length;
  hits.children[shown]?.querySelector("a").focus();
});

/** Keep what is asked in the address: a step to go back to when somebody decided, none for each letter. */
function remember(isStep) {
  const address = new URL(location.href);
  for (const { name, value } of [field, ...chosen]) {
    if (value.trim()) address.searchParams.set(name, value.trim());
    else address.searchParams.delete(name);
  }
  if (address.href === location.href) return;
  history[isStep ? "pushState" : "replaceState"](null, "", address);
}

async function readAddress() {
  const given = new URL(location.href).searchParams;
  field.value = given.get("q") ?? "";
  if (chosen.some((select) => given.has(select.name))) await index();
  for (const select of chosen) select.value = given.get(select.name) ?? "";
  for (const select of chosen) if (select.selectedIndex < 0) select.value = "";
  await search();
}

function now(isStep) {
  clearTimeout(waiting);
  remember(isStep);
  return search();
}

field.addEventListener("focus", index, { once: true });
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => now(false), 200);
});
for (const select of chosen) select.addEventListener("change", () => now(true));
addEventListener("popstate", readAddress);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await index()) await now(true);
  else form.submit();
});

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    field.select();
  } else if (event.key === "Escape" && event.target === field && field.value) {
    event.preventDefault();
    field.value = "";
    now(true);
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    step(event, event.key === "ArrowDown" ? 1 : -1);
  }
});

/** Go from the field to the results and from one to the next, and back. */
function step(event, by) {
  const stops = [field, ...hits.querySelectorAll("a")];
  const next = stops[stops.indexOf(event.target) + by];
  if (!stops.includes(event.target) || !next) return;
  event.preventDefault();
  next.focus();
}

readAddress();
