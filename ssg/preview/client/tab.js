// @ts-check
/** Which tab goes where: those that follow edits, and the one that the author looked at last. */

import { keep, recall } from "./memory.js";

const FRESH = 5 * 60_000;
const FIELDS = "textarea, select, input:not([type=checkbox], [type=radio], [type=submit])";

/** Tell whether this tab follows edits. */
export function isFollowing() {
  return recall("sessionStorage", "follow") === "yes";
}

/**
 * Let this tab follow edits, or not.
 * @param {boolean} does
 */
export function setFollowing(does) {
  keep("sessionStorage", "follow", does ? "yes" : null);
}

/**
 * Return what takes this tab to an entry that was just saved, if this is a tab to take there. The
 * server tells the last one again to those who listen again, so what is old is passed over.
 * @param {import("./page.js").Page} page the page in this tab
 * @returns {{stand: (page: import("./page.js").Page) => void,
 *   go: (saved: import("./stream.js").Message) => void}} `stand` is told what the page is by now
 */
export function watchTab({ source: own, run: ownRun, epoch: ownEpoch }) {
  const name = takeName();
  /** @type {{address: string, source: string, isNew: boolean, since: number} | null} */
  let waiting = null;
  let reached = { run: ownRun, epoch: ownEpoch };

  function stamp() {
    if (document.visibilityState === "visible") keep("localStorage", "focused", name);
  }

  function go() {
    // A tab in the background goes when the author comes to it.
    if (!waiting || document.hidden) return;
    const { address, source, isNew, since } = waiting;
    waiting = null;
    const isChosen =
      isNew && recall("localStorage", "focused") === name && Date.now() - since < FRESH;
    // The entry of this page got another address: the page goes along.
    const isOwn = own !== "" && source === own;
    const url = new URL(address, location.origin);
    const isElsewhere = url.origin === location.origin && url.pathname !== location.pathname;
    if (isElsewhere && (isFollowing() || isChosen || isOwn) && !isTyping()) location.assign(url);
  }

  for (const event of ["focus", "pointerdown", "keydown"]) {
    window.addEventListener(event, stamp, { capture: true, passive: true });
  }
  document.addEventListener("visibilitychange", () => {
    go();
    stamp();
  });
  if (document.hasFocus()) stamp();
  return {
    stand({ source }) {
      // Where an entry has moved away, its page is one for lost readers for a moment.
      if (source) own = source;
    },
    go({ run = "", epoch = 0, address = "", source = "", isNew = false }) {
      if (run === reached.run && epoch <= reached.epoch) return;
      reached = { run, epoch };
      waiting = { address, source, isNew, since: Date.now() };
      go();
    },
  };
}

/**
 * Return the name of this tab, which it keeps from page to page. While a page is open the name is
 * not in the tab's memory, for a tab that is opened from it begins with a copy of that.
 * @returns {string}
 */
function takeName() {
  const name = recall("sessionStorage", "tab") ?? `${Date.now()}-${Math.random()}`;
  keep("sessionStorage", "tab", null);
  window.addEventListener("pagehide", () => keep("sessionStorage", "tab", name));
  window.addEventListener("pageshow", () => keep("sessionStorage", "tab", null));
  return name;
}

/** Tell whether somebody writes in a field of the page. */
function isTyping() {
  const active = document.activeElement;
  return active instanceof HTMLElement && (active.matches(FIELDS) || active.isContentEditable);
}
