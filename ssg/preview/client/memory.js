// @ts-check
/** What a tab or the browser remembers. A browser that keeps nothing is no reason to fail. */

/**
 * Return what is kept under a name, or null.
 * @param {"sessionStorage" | "localStorage"} where a tab's memory, or that of all tabs
 * @param {string} name
 * @returns {string | null}
 */
export function recall(where, name) {
  try {
    return window[where].getItem(`ssg-preview-${name}`);
  } catch {
    return null;
  }
}

/**
 * Keep a text under a name; null forgets it.
 * @param {"sessionStorage" | "localStorage"} where
 * @param {string} name
 * @param {string | null} text
 */
export function keep(where, name, text) {
  try {
    if (text === null) window[where].removeItem(`ssg-preview-${name}`);
    else window[where].setItem(`ssg-preview-${name}`, text);
  } catch {
    // The author forbids storage: then nothing is remembered.
  }
}
