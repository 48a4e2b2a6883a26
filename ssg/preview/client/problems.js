// @ts-check
/** Problems as a list: the same words as in the terminal. */

import { element } from "./element.js";

const MOST = 50;
const BEFORE = 36;
const AFTER = 60;

/**
 * Return a list of problems.
 * @param {import("./page.js").Problem[]} problems
 * @param {(source: string, line: number) => void} open
 * @returns {HTMLElement}
 */
export function listProblems(problems, open) {
  const shown = problems.slice(0, MOST).map((problem) => describe(problem, open));
  const more = problems.length - shown.length;
  if (more > 0) shown.push(element("li", {}, `and ${more} more, which the terminal lists`));
  return element("ul", { class: "problems" }, ...shown);
}

/**
 * @param {import("./page.js").Problem} problem
 * @param {(source: string, line: number) => void} open
 */
function describe({ path, line, place, level, message, fix, excerpt, caret }, open) {
  const parts = [element("p", { class: "message", dir: "auto" }, ...withCode(message))];
  if (path) {
    const click = () => open(path, line || 1);
    const title = "Open in your editor";
    parts.unshift(element("button", { type: "button", class: "place", title, click }, place));
  }
  parts.unshift(element("span", { class: "level" }, level));
  if (excerpt.trim()) {
    parts.push(element("pre", { class: "excerpt" }, pointAt(excerpt, caret)));
  }
  if (fix) parts.push(element("p", { class: "fix", dir: "auto" }, element("b", {}, "fix: "), ...withCode(fix)));
  return element("li", { class: `problem ${level}` }, ...parts);
}

/**
 * Return a sentence with what stands between backticks as code.
 * @param {string} sentence
 * @returns {(string | HTMLElement)[]}
 */
function withCode(sentence) {
  const parts = sentence.split("`");
  if (parts.length % 2 === 0) return [sentence];
  return parts.map((part, number) => (number % 2 ? element("code", {}, part) : part));
}

/**
 * Return the part of a line around the caret, and the caret under its place.
 * @param {string} line
 * @param {number} caret -1: nowhere
 * @returns {string}
 */
function pointAt(line, caret) {
  const start = caret > BEFORE ? caret - BEFORE : 0;
  const end = Math.max(caret, 0) + AFTER;
  const before = (start > 0 ? "…" : "") + line.slice(start, Math.max(caret, 0));
  const after = line.slice(Math.max(caret, 0), end) + (end < line.length ? "…" : "");
  if (caret < 0) return after;
  // A tab stays a tab, and a wide sign as wide: so the caret stands under its letter.
  const space = before.replace(/[^\t\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu, " ");
  return `${before}${after}\n${space.replace(/[^\t ]/gu, "\u3000")}^`;
}
