// @ts-check
/** Which of the old children is which of the new ones. */

import { countShared, countSharedAtEnd } from "./served.js";

const ALIKE = 0.3;
const MANY = 400;

/**
 * Return for each new child the old one that it should become: the one with its id, else its equal,
 * else the most alike, else the next of its kind.
 * @param {Node[]} olds
 * @param {Node[]} news
 * @returns {Map<Node, Node>} old by new
 */
export function pairChildren(olds, news) {
  /** @type {Map<Node, Node>} */
  const oldByNew = new Map();
  const free = new Set(olds);

  /** @param {Node} fresh @param {Node | undefined} old */
  function pair(fresh, old) {
    if (old === undefined) return;
    oldByNew.set(fresh, old);
    free.delete(old);
  }

  for (const key of [keyById, keyByContent]) {
    const known = groupBy([...free], key);
    for (const fresh of news) {
      if (!oldByNew.has(fresh)) pair(fresh, known.get(key(fresh))?.shift());
    }
  }
  // Comparing everything with everything would take long where a list is wholly new.
  const isShort = free.size * (news.length - oldByNew.size) < MANY;
  for (const find of isShort ? [findAlike, findOfKind] : [findOfKind]) {
    for (const fresh of news) {
      if (!oldByNew.has(fresh)) pair(fresh, find(fresh, [...free]));
    }
  }
  return oldByNew;
}

/**
 * Return the members of a longest run of rising numbers: what need not move when the rest does.
 * @param {number[]} numbers
 * @returns {Set<number>}
 */
export function longestRise(numbers) {
  /** @type {number[]} indexes of the lowest ends of runs, by length */
  const ends = [];
  /** @type {number[]} */
  const before = [];
  numbers.forEach((number, index) => {
    let length = ends.length;
    while (length > 0 && numbers[ends[length - 1]] > number) length -= 1;
    before[index] = length > 0 ? ends[length - 1] : -1;
    ends[length] = index;
  });
  const rise = new Set();
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index]) rise.add(numbers[index]);
  return rise;
}

/** @param {Node} node */
function keyById(node) {
  return node instanceof Element && node.id ? `${node.nodeName}#${node.id}` : "";
}

/** @param {Node} node */
function keyByContent(node) {
  return `${node.nodeName} ${contentOf(node)}`;
}

/**
 * Return the words of a node, or what stands for them in one without: a picture, a <meta>.
 * @param {Node} node
 */
function contentOf(node) {
  const text = (node.textContent ?? "").trim();
  if (text || !(node instanceof Element)) return text;
  return [...node.attributes].map(({ name, value }) => `${name}=${value}`).join(" ");
}

/**
 * @param {Node[]} nodes
 * @param {(node: Node) => string} key
 * @returns {Map<string, Node[]>}
 */
function groupBy(nodes, key) {
  const groups = new Map();
  for (const node of nodes) {
    const name = key(node);
    if (!groups.has(name)) groups.set(name, []);
    if (name) groups.get(name).push(node);
  }
  return groups;
}

/**
 * @param {Node} fresh
 * @param {Node[]} olds
 */
function findAlike(fresh, olds) {
  const wanted = contentOf(fresh);
  let best;
  let highest = ALIKE;
  for (const old of olds) {
    const likeness = old.nodeName === fresh.nodeName ? measureLikeness(contentOf(old), wanted) : 0;
    if (likeness > highest) [best, highest] = [old, likeness];
  }
  return best;
}

/**
 * @param {Node} fresh
 * @param {Node[]} olds
 */
function findOfKind(fresh, olds) {
  return olds.find((old) => old.nodeName === fresh.nodeName);
}

/**
 * Return how much of two texts is a shared start or end, from 0 to 1.
 * @param {string} one
 * @param {string} other
 */
function measureLikeness(one, other) {
  const start = countShared(one, other);
  const shared = start + countSharedAtEnd(one, other, start);
  return shared / Math.max(one.length, other.length, 1);
}
