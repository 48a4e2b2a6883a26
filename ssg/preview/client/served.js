// @ts-check
/**
 * How the nodes of the page were served. What a script, a reader or an extension of the browser
 * did to them since is not ours to undo: only what differs from the last serving changes.
 */

/** @type {WeakMap<Node, Map<string, string> | string>} */
const served = new WeakMap();

/**
 * Remember a node and all below it as they are.
 * @param {Node} root
 */
export function rememberServed(root) {
  served.set(root, root instanceof Element ? attributesOf(root) : (root.nodeValue ?? ""));
  for (const child of root.childNodes) rememberServed(child);
}

/**
 * Tell whether the server sent a node, rather than a script made it.
 * @param {Node} node
 */
export function isServed(node) {
  return served.has(node);
}

/**
 * Let a node stand for another that it replaces.
 * @param {Node} old
 * @param {Node} successor
 */
export function succeed(old, successor) {
  const known = served.get(old);
  if (known !== undefined) served.set(successor, known);
  served.delete(old);
}

/**
 * Change the attributes of an element that differ between its last serving and this one.
 * @param {Element} live
 * @param {Element} next
 * @returns {Set<string>} the names of attributes that changed
 */
export function mergeAttributes(live, next) {
  const before = /** @type {Map<string, string>} */ (served.get(live)) ?? attributesOf(live);
  const after = attributesOf(next);
  const changed = new Set();
  for (const attribute of next.attributes) {
    if (before.get(attribute.name) === attribute.value) continue;
    // As a node: a parser takes names that setAttribute refuses.
    live.setAttributeNodeNS(/** @type {Attr} */ (attribute.cloneNode()));
    changed.add(attribute.name);
  }
  for (const name of before.keys()) {
    if (after.has(name)) continue;
    live.removeAttribute(name);
    changed.add(name);
  }
  served.set(live, after);
  return changed;
}

/**
 * Change the words of a text that differ from its last serving; a selection in it stays.
 * @param {CharacterData} live
 * @param {Node} next
 * @returns {boolean}
 */
export function mergeText(live, next) {
  const data = next.nodeValue ?? "";
  const isNews = served.get(live) !== data;
  served.set(live, data);
  if (!isNews || live.data === data) return false;
  const start = countShared(live.data, data);
  const end = countSharedAtEnd(live.data, data, start);
  live.replaceData(start, live.length - start - end, data.slice(start, data.length - end));
  return true;
}

/**
 * Return how many characters two texts begin with in common.
 * @param {string} one
 * @param {string} other
 */
export function countShared(one, other) {
  let count = 0;
  while (count < one.length && one[count] === other[count]) count += 1;
  return count;
}

/**
 * Return how many characters two texts end with in common, after `start` characters.
 * @param {string} one
 * @param {string} other
 * @param {number} start
 */
export function countSharedAtEnd(one, other, start) {
  const most = Math.min(one.length, other.length) - start;
  let count = 0;
  while (count < most && one.at(-1 - count) === other.at(-1 - count)) count += 1;
  return count;
}

/**
 * @param {Element} from
 * @returns {Map<string, string>}
 */
function attributesOf(from) {
  return new Map([...from.attributes].map(({ name, value }) => [name, value]));
}
