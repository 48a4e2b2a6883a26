// @ts-check
/** Pictures and style sheets whose files changed behind the same address. */

import { isServed, succeed } from "./served.js";

const PATIENCE = 3000;
const CANDIDATE = /(^\s*|[\swx],\s*|,\s+)([^\s,]\S*[^\s,])/g;
const ATTRIBUTES = {
  src: "[src]",
  poster: "[poster]",
  href: "link[rel~=stylesheet], link[rel~=icon], image[href]",
};

/** @type {WeakSet<Element>} style sheets that go as soon as their successor is there */
const leaving = new WeakSet();

/**
 * @typedef {(address: string) => string | null} Renew
 *   gives the address under which to ask for a file again, or null if it is as it was
 */

/**
 * Ask again for every file on the page that changed. What is shown stays until the new is there.
 * @param {Set<string> | null} assets addresses of files; null: any may have changed
 * @param {number} epoch
 */
export function renewAssets(assets, epoch) {
  const renew = renewing(assets, epoch);
  // Fonts stand in sheets, too: asked for without need, they would blink.
  for (const sheet of assets ? document.styleSheets : []) renewInSheet(sheet, renew);
  for (const [name, selector] of Object.entries(ATTRIBUTES)) {
    for (const node of document.querySelectorAll(selector)) renewAttribute(node, name, renew);
  }
  for (const node of document.querySelectorAll("[srcset]")) renewSources(node, renew);
  for (const node of document.querySelectorAll("[style*='url(']")) {
    renewInStyle(/** @type {HTMLElement} */ (node).style, renew);
  }
}

/**
 * @param {Set<string> | null} assets
 * @param {number} epoch
 * @returns {Renew}
 */
function renewing(assets, epoch) {
  const changed = assets && new Set([...assets].map(decode));
  return (address) => {
    if (!address || !URL.canParse(address, document.baseURI)) return null;
    const url = new URL(address, document.baseURI);
    if (url.origin !== location.origin || url.pathname.startsWith("/__ssg/")) return null;
    if (changed && !changed.has(decode(url.pathname))) return null;
    url.searchParams.set("ssg", String(epoch));
    return url.pathname + url.search + url.hash;
  };
}

/**
 * Put another style sheet in the place of one, without a moment without either.
 * @param {HTMLLinkElement} old
 * @param {string} address
 */
export function swapSheet(old, address) {
  const next = /** @type {HTMLLinkElement} */ (old.cloneNode());
  const end = () => old.remove();
  next.setAttribute("href", address);
  next.addEventListener("load", end);
  next.addEventListener("error", end);
  window.setTimeout(end, PATIENCE);
  leaving.add(old);
  if (isServed(old)) succeed(old, next);
  old.after(next);
}

/**
 * @param {Element} node
 * @param {string} name
 * @param {Renew} renew
 */
function renewAttribute(node, name, renew) {
  if (node instanceof HTMLScriptElement || node instanceof HTMLIFrameElement) return;
  if (leaving.has(node)) return;
  if (node instanceof HTMLMediaElement && !node.paused && name === "src") return;
  const fresh = renew(node.getAttribute(name) ?? "");
  if (fresh === null) return;
  if (node instanceof HTMLLinkElement && node.rel === "stylesheet") swapSheet(node, fresh);
  else node.setAttribute(name, fresh);
}

/**
 * @param {Element} node
 * @param {Renew} renew
 */
function renewSources(node, renew) {
  const old = node.getAttribute("srcset") ?? "";
  const fresh = old.replace(CANDIDATE, (_, start, address) => start + (renew(address) ?? address));
  if (fresh !== old) node.setAttribute("srcset", fresh);
}

/**
 * @param {CSSStyleSheet | CSSGroupingRule} from
 * @param {Renew} renew
 */
function renewInSheet(from, renew) {
  let rules;
  try {
    rules = from.cssRules;
  } catch {
    return; // A sheet of another origin cannot be read, nor is it ours.
  }
  for (const rule of rules) {
    if ("style" in rule) renewInStyle(/** @type {CSSStyleRule} */ (rule).style, renew);
    if ("cssRules" in rule) renewInSheet(/** @type {CSSGroupingRule} */ (rule), renew);
  }
}

/**
 * @param {CSSStyleDeclaration} style
 * @param {Renew} renew
 */
function renewInStyle(style, renew) {
  if (!style.cssText.includes("url(")) return;
  for (const name of [...style]) {
    const old = style.getPropertyValue(name);
    const fresh = old.replace(/url\("([^"]*)"\)/g, (whole, address) => {
      const renewed = renew(address);
      return renewed === null ? whole : `url("${renewed}")`;
    });
    if (fresh !== old) style.setProperty(name, fresh, style.getPropertyPriority(name));
  }
}

/** @param {string} address */
function decode(address) {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
