// @ts-check
/** Elements of preview's own. Text stays text: nothing here reads it as HTML. */

/**
 * Return a new element; an attribute that is a function listens to the event of that name.
 * @param {string} name
 * @param {Record<string, unknown>} [attributes] null and false leave one out, true has no value
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      made.addEventListener(key, /** @type {EventListener} */ (value));
    } else if (value !== null && value !== false) {
      made.setAttribute(key, value === true ? "" : String(value));
    }
  }
  made.append(...children);
  return made;
}

/**
 * Add a host at the end of the page, out of reach of the site's styles, and return its shadow.
 * @param {string} name
 * @param {CSSStyleSheet[]} sheets
 * @returns {ShadowRoot}
 */
export function addHost(name, sheets) {
  const host = element(name, { lang: "en", dir: "ltr" });
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = sheets;
  document.documentElement.append(host);
  return shadow;
}

/**
 * Return one of the client's own style sheets.
 * @param {string} file
 * @returns {Promise<CSSStyleSheet>}
 */
export async function fetchSheet(file) {
  const sheet = new CSSStyleSheet();
  try {
    const answer = await fetch(new URL(file, import.meta.url));
    if (answer.ok) sheet.replaceSync(await answer.text());
  } catch {
    // The server has just gone: better a plain bar than none that says so.
  }
  return sheet;
}

/**
 * Return "1 word" or "1,200 words".
 * @param {number} count
 * @param {string} noun
 * @returns {string}
 */
export function counted(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
