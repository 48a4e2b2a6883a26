// @ts-check
/** The bar that only preview shows: what this page is, what is wrong with it, where its source is. */

import { addHost, counted, element } from "./element.js";
import { keep, recall } from "./memory.js";
import { listProblems } from "./problems.js";
import { isFollowing, setFollowing } from "./tab.js";

// Errors are counted by the button that opens the overlay: they are the whole site's business.
const LEVELS = ["warning", "advice"];
const STATUS = { draft: "Draft", scheduled: "Scheduled", unlisted: "Unlisted" };
const ROOM = "@media screen { html { padding-block-end: 3.5rem !important } }";

/**
 * @typedef {{page: import("./page.js").Page, errors: import("./page.js").Problem[],
 *   isBusy: boolean, isAway: boolean, isJoined: boolean}} Shown
 * @typedef {{message: string, fix: string}} Refusal
 */

/**
 * Add the bar.
 * @param {CSSStyleSheet[]} sheets
 * @param {(source: string, line: number) => void} open
 * @param {() => void} summon what shows the errors of the site
 * @returns {{show: (shown: Shown) => void, refuse: (source: string, why: Refusal) => void}}
 */
export function addBar(sheets, open, summon) {
  const shadow = addHost("ssg-preview-bar", sheets);
  const room = new CSSStyleSheet();
  room.replaceSync(ROOM);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, room];
  let source = "";

  const panel = addPanel();
  const state = element("span", { class: "state", role: "status" });
  const badge = element("span", { class: "badge" });
  const words = element("span", { class: "words" });
  const broken = element("button", { type: "button", class: "broken", click: summon });
  const problems = element("button", { type: "button", class: "count", click: panel.toggle });
  const edit = element("button", { type: "button", click: () => open(source, 1) }, "Edit");
  const rest = element(
    "div",
    { class: "rest" },
    ...[badge, words, state, broken, problems, edit, makeTick()],
  );
  const fold = element("button", { type: "button", class: "fold" });
  const bar = element("section", { class: "bar", "aria-label": "Preview" }, rest, fold);
  problems.setAttribute("aria-controls", "panel");
  makeFoldable(bar, fold, panel.close);
  shadow.append(panel.element, bar);

  return {
    show({ page, errors, isBusy, isAway, isJoined }) {
      source = page.source;
      const calm = isJoined ? "live" : "joining";
      bar.dataset.state = isAway ? "away" : errors.length > 0 ? "broken" : calm;
      fill(state, isAway ? "preview stopped – run ssg preview" : isBusy ? "planning…" : "");
      showStatus(badge, page);
      fill(words, source && page.kind ? counted(page.words, "word") : "");
      if (words.textContent && page.minutes) words.append(element("i", {}, ` · ${page.minutes} min`));
      fill(broken, errors.length > 0 ? counted(errors.length, "error") : "");
      showCounts(problems, page.problems);
      edit.hidden = !source;
      panel.show(page.problems.length > 0 ? listProblems(page.problems, open) : null);
      problems.setAttribute("aria-expanded", String(panel.isOpen()));
    },
    refuse: (file, why) => panel.say(describeRefusal(file, why)),
  };

  function addPanel() {
    const box = element("div", { id: "panel", class: "panel", hidden: true });
    /** @type {Node | null} */
    let list = null;
    let isList = false;
    const turn = (/** @type {boolean} */ isOpen) => {
      box.hidden = !isOpen;
      problems.setAttribute("aria-expanded", String(isOpen));
    };
    const close = () => turn(false);
    document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
    return {
      element: box,
      close,
      isOpen: () => !box.hidden,
      toggle() {
        const isOpen = isList && !box.hidden;
        isList = !isOpen;
        if (list && !isOpen) box.replaceChildren(list);
        turn(!isOpen);
      },
      /** @param {Node | null} fresh */
      show(fresh) {
        list = fresh;
        if (isList && list) box.replaceChildren(list);
        else if (isList) close();
      },
      /** @param {Node} words */
      say(words) {
        isList = false;
        box.replaceChildren(words);
        turn(true);
      },
    };
  }
}

/** Return the tick for following edits. */
function makeTick() {
  const tick = element("input", { type: "checkbox", checked: isFollowing() });
  tick.addEventListener("change", () => setFollowing(/** @type {HTMLInputElement} */ (tick).checked));
  const label = element("span", {}, "Follow", element("i", {}, " edits"));
  return element("label", { class: "follow", title: "Open the post that is being saved" }, tick, label);
}

/**
 * @param {HTMLElement} bar
 * @param {HTMLElement} fold
 * @param {() => void} close
 */
function makeFoldable(bar, fold, close) {
  const turn = (/** @type {boolean} */ isFolded) => {
    bar.classList.toggle("folded", isFolded);
    fold.setAttribute("aria-expanded", String(!isFolded));
    fold.setAttribute("aria-label", isFolded ? "Show the preview bar" : "Hide the preview bar");
    keep("localStorage", "folded", isFolded ? "yes" : null);
    if (isFolded) close();
  };
  fold.addEventListener("click", () => turn(!bar.classList.contains("folded")));
  turn(recall("localStorage", "folded") === "yes");
}

/**
 * @param {HTMLElement} badge
 * @param {import("./page.js").Page} page
 */
function showStatus(badge, { status, until }) {
  const name = STATUS[/** @type {keyof typeof STATUS} */ (status)] ?? "";
  fill(badge, name);
  badge.className = `badge ${status}`;
  badge.title = until;
  if (name && until) badge.append(element("i", {}, ` for ${until}`));
}

/**
 * @param {HTMLElement} counts
 * @param {import("./page.js").Problem[]} problems
 */
function showCounts(counts, problems) {
  const parts = LEVELS.flatMap((level) => {
    const count = problems.filter((problem) => problem.level === level).length;
    const noun = level === "advice" ? " advice" : ` ${level}${count === 1 ? "" : "s"}`;
    const name = element("span", { class: "noun" }, noun);
    return count > 0 ? [element("span", { class: level }, String(count), name)] : [];
  });
  counts.replaceChildren(...parts);
  counts.hidden = parts.length === 0;
}

/**
 * @param {string} source
 * @param {Refusal} why
 */
function describeRefusal(source, { message, fix }) {
  const said = element("div", { class: "refusal", role: "alert" }, element("p", {}, message));
  if (fix) said.append(element("p", { class: "fix" }, element("b", {}, "fix: "), fix));
  const path = element("code", {}, source);
  said.append(element("p", { class: "path" }, path));
  // Without a safe connection a browser lends no clipboard: then the path is there to be selected.
  if (navigator.clipboard) {
    const click = async () => {
      await navigator.clipboard.writeText(source);
      copy.textContent = "Copied";
    };
    const copy = element("button", { type: "button", click }, "Copy the path");
    path.after(" ", copy);
  }
  return said;
}

/**
 * @param {HTMLElement} part
 * @param {string} text "": the part is hidden
 */
function fill(part, text) {
  part.textContent = text;
  part.hidden = text === "";
}
