// @ts-check
/**
 * Turn the page into what is served now, by as few changes as it takes: what is the same stays the
 * same node, so that sound plays on, typed words and open <details> stay, nothing blinks.
 */

import { swapSheet } from "./assets.js";
import { longestRise, pairChildren } from "./pair.js";
import { isServed, mergeAttributes, mergeText, rememberServed } from "./served.js";

/**
 * Make the document like another one.
 * @param {Document} next
 * @returns {Element[]} the elements whose words changed or that are new, in the order of the page
 */
export function morphDocument(next) {
  /** @type {Set<Element>} */
  const changed = new Set();
  const pairs = [
    [document.head, next.head],
    [document.body, next.body],
  ];
  mergeAttributes(document.documentElement, next.documentElement);
  for (const [live, fresh] of pairs) {
    mergeAttributes(live, fresh);
    morphChildren(live, fresh, changed);
  }
  const order = (/** @type {Element} */ a, /** @type {Element} */ b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  return [...changed].filter((block) => block.isConnected).sort(order);
}

/**
 * @param {Node} live
 * @param {Node} next
 * @param {Set<Element>} changed
 */
function morphNode(live, next, changed) {
  if (live instanceof CharacterData) {
    if (mergeText(live, next) && live.parentElement) changed.add(live.parentElement);
  } else if (live instanceof Element && next instanceof Element) {
    morphElement(live, next, changed);
  }
}

/**
 * @param {Element} live
 * @param {Element} next
 * @param {Set<Element>} changed
 */
function morphElement(live, next, changed) {
  const address = live.getAttribute("href");
  const names = mergeAttributes(live, next);
  if (live instanceof HTMLLinkElement && live.rel === "stylesheet" && names.has("href")) {
    const wanted = live.getAttribute("href") ?? "";
    // Until the new sheet is there, the old one stays in force.
    if (address !== null) live.setAttribute("href", address);
    swapSheet(live, wanted);
  }
  if (live instanceof HTMLTemplateElement && next instanceof HTMLTemplateElement) {
    live.content.replaceChildren(document.importNode(next.content, true));
  } else if (live.nodeName !== "NOSCRIPT") {
    morphChildren(live, next, changed);
  }
  if (names.has("src") && live.parentElement instanceof HTMLMediaElement) live.parentElement.load();
}

/**
 * @param {Element} live
 * @param {Element} next
 * @param {Set<Element>} changed
 */
function morphChildren(live, next, changed) {
  // What scripts and extensions put here was never served: it stays where it is.
  const olds = [...live.childNodes].filter(isServed);
  const news = [...next.childNodes];
  const oldByNew = pairChildren(olds, news);
  const kept = new Set(oldByNew.values());
  for (const old of olds) {
    if (!kept.has(old)) old.remove();
  }
  const places = new Map(olds.map((old, place) => [/** @type {Node} */ (old), place]));
  const order = [...oldByNew.values()].filter((old) => !isBlank(old)).map((old) => places.get(old));
  const staying = longestRise(/** @type {number[]} */ (order));
  /** @type {Node | null} */
  let last = null;
  for (const fresh of news) {
    const old = oldByNew.get(fresh);
    const node = old ?? makeNew(fresh, live, changed);
    if (!old || !staying.has(places.get(old) ?? -1)) putAfter(live, node, last);
    if (old && !old.isEqualNode(fresh)) morphNode(old, fresh, changed);
    last = node;
  }
}

/** @param {Node} node */
function isBlank(node) {
  return node instanceof Text && !node.data.trim();
}

/**
 * @param {Node} fresh
 * @param {Element} parent
 * @param {Set<Element>} changed
 */
function makeNew(fresh, parent, changed) {
  const made = document.importNode(fresh, true);
  rememberServed(made);
  if (made instanceof Element) changed.add(made);
  else if (made.nodeValue?.trim()) changed.add(parent);
  return made;
}

/**
 * Put a node after another, or first. A frame or a player that moves plays on where the browser can.
 * @param {Element & {moveBefore?: (node: Node, before: Node | null) => void}} parent
 * @param {Node} node
 * @param {Node | null} last
 */
function putAfter(parent, node, last) {
  const before = last ? last.nextSibling : parent.firstChild;
  if (before === node) return;
  if (node.parentNode === parent && parent.moveBefore) parent.moveBefore(node, before);
  else parent.insertBefore(node, before);
}
