// @ts-check
/** What the server says about a page, and what it serves for one. */

const CLIENT = "/__ssg/client/";
const ID = "ssg-preview-page";
const PAGE = new RegExp(`<script type="application/json" id="${ID}">[^]*?</script>`);
const BARE = {
  ...{ run: "", epoch: 0, busy: false, client: "", address: "", source: "", kind: "", title: "" },
  ...{ status: "", until: "", words: 0, minutes: 0, problems: [], errors: [], hidden: {} },
};
const JAVASCRIPT = /^(module|importmap|speculationrules|(text|application)\/(java|ecma)script)?$/i;

/**
 * @typedef {{path: string, line: number, column: number, place: string, level: string,
 *   rule: string, message: string, fix: string, excerpt: string, caret: number}} Problem
 * @typedef {{run: string, epoch: number, busy: boolean, client: string, address: string,
 *   source: string, kind: string, title: string, status: string, until: string, words: number,
 *   minutes: number, problems: Problem[], errors: Problem[], hidden: Record<string, string>}} Page
 * @typedef {{document: Document, page: Page, text: string}} Served `text` is without the page's data
 */

/**
 * Return what the server says about the page in a document, or null.
 * @param {Document} from
 * @returns {Page | null}
 */
export function readPage(from) {
  try {
    const told = JSON.parse(from.getElementById(ID)?.textContent ?? "null");
    // Before the first plan the server has little to tell.
    return told && { ...BARE, ...told };
  } catch {
    return null;
  }
}

/**
 * Return this address as it is served now, or null if it cannot be had.
 * @returns {Promise<Served | null>}
 */
export async function fetchPage() {
  try {
    const address = location.pathname + location.search;
    const headers = { "X-Ssg-Preview": "morph" };
    const text = await (await fetch(address, { cache: "no-store", headers })).text();
    const parsed = new DOMParser().parseFromString(text, "text/html");
    const page = readPage(parsed);
    return page && { document: parsed, page, text: text.replace(PAGE, "") };
  } catch {
    return null;
  }
}

/**
 * Return the scripts of a document that run, without preview's own.
 * @param {Document} from
 * @returns {HTMLScriptElement[]}
 */
export function listScripts(from) {
  return [...from.scripts].filter((script) => {
    const own = script.getAttribute("src")?.startsWith(CLIENT);
    return !own && JAVASCRIPT.test(script.getAttribute("type") ?? "");
  });
}

/**
 * Return a text that differs where the scripts that run differ.
 * @param {Document} from
 * @returns {string}
 */
export function describeScripts(from) {
  const scripts = listScripts(from);
  return JSON.stringify(scripts.map(({ type, text, src }) => [type, src && new URL(src).href, text]));
}
