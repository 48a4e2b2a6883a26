// @ts-check
/** Where the reader is on the page, told by what stands there and not by pixels. */

import { keep, recall } from "./memory.js";

const HEADINGS = "h1, h2, h3, h4, h5, h6";
const BLOCKS = `${HEADINGS}, p, li, pre, blockquote, figure, table, dt, dd`;
const MANY = 8;
const KEY = "place";

/**
 * @typedef {{name: string, id: string, text: string, top: number, node?: Element}} Landmark
 *   something to find a place again by, and how far below the window's upper edge it is
 */

/**
 * Return what the place in the window can be found again by, the best first.
 * @returns {Landmark[]}
 */
export function rememberPlace() {
  // Who is at the very top wants to stay there, whatever comes above.
  if (window.scrollY < 1) return [];
  const main = document.querySelector("main, article") ?? document.body;
  const blocks = [...main.querySelectorAll(BLOCKS)].filter((block) => !block.closest("nav, aside"));
  const first = blocks.findIndex((block) => block.getBoundingClientRect().bottom > 0);
  const below = first < 0 ? [] : blocks.slice(first, first + MANY);
  const above = blocks.slice(0, first < 0 ? undefined : first).filter((b) => b.matches(HEADINGS));
  return [...below, ...above.reverse()].map(describe);
}

/**
 * Bring what was remembered back to where it was in the window.
 * @param {Landmark[]} place
 * @returns {boolean} false if nothing of it is left
 */
export function restorePlace(place) {
  for (const landmark of place) {
    const found = find(landmark);
    if (!found) continue;
    const by = found.getBoundingClientRect().top - landmark.top;
    if (Math.abs(by) >= 1) window.scrollBy({ top: by, behavior: "instant" });
    return true;
  }
  return false;
}

/** Load the page anew and come back to the same place. */
export function reloadInPlace() {
  const place = rememberPlace().map(({ node, ...landmark }) => landmark);
  const kept = { address: location.pathname, place, pixels: window.scrollY };
  keep("sessionStorage", KEY, JSON.stringify(kept));
  history.scrollRestoration = "manual";
  location.reload();
}

/** Return to where the page was before it was loaded anew. */
export function returnToPlace() {
  const kept = JSON.parse(recall("sessionStorage", KEY) ?? "null");
  keep("sessionStorage", KEY, null);
  if (kept?.address !== location.pathname) return;
  history.scrollRestoration = "auto";
  const back = () => {
    if (!restorePlace(kept.place)) window.scrollTo({ top: kept.pixels, behavior: "instant" });
  };
  back();
  if (document.readyState === "complete") return;
  // Pictures that come late move the text, but a reader who has scrolled on is left alone.
  window.addEventListener("load", back, { once: true });
  for (const name of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    const stay = () => window.removeEventListener("load", back);
    window.addEventListener(name, stay, { once: true, passive: true });
  }
}

/**
 * @param {Element} node
 * @returns {Landmark}
 */
function describe(node) {
  const { top } = node.getBoundingClientRect();
  return { name: node.nodeName, id: node.id, text: textOf(node), top, node };
}

/**
 * @param {Landmark} landmark
 * @returns {Element | undefined}
 */
function find({ name, id, text, node }) {
  if (node?.isConnected) return node;
  const byId = id ? document.getElementById(id) : null;
  if (byId) return byId;
  return [...document.getElementsByTagName(name)].find((other) => textOf(other) === text);
}

/** @param {Element} node */
function textOf(node) {
  return (node.textContent ?? "").trim().slice(0, 200);
}
