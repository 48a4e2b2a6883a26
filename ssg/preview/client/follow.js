// @ts-check
/** Keeps the page as the server has it: hears that something changed, fetches, morphs. */

import { renewAssets } from "./assets.js";
import { showChanges } from "./changes.js";
import { morphDocument } from "./morph.js";
import { describeScripts, fetchPage, listScripts } from "./page.js";
import { reloadInPlace, rememberPlace, restorePlace } from "./place.js";
import { isFollowing } from "./tab.js";

const PATIENCE = { busy: 400, away: 1000 };

/**
 * @typedef {import("./page.js").Page} Page
 * @typedef {import("./stream.js").Message} Message
 * @typedef {{page: Page, errors: import("./page.js").Problem[], isBusy: boolean, isAway: boolean,
 *   isJoined: boolean}} Shown `isJoined` once the server was heard
 */

/**
 * Follow the page; returns what is to hear the messages of the server.
 * @param {Page} page
 * @param {(shown: Shown) => void} show
 * @returns {(message: Message) => void}
 */
export function followPage(page, show) {
  let heard = { run: page.run, epoch: page.epoch };
  let reached = heard;
  let { errors: told } = page;
  /** @type {Set<string> | null} changed files that this tab still shows as they were; null: any */
  let stale = new Set();
  let isCatchingUp = false;
  const shown = { page, errors: page.errors, isBusy: false, isAway: false, isJoined: false };
  const fetching = makeRefresh(page);
  const tell = (/** @type {Partial<Shown>} */ news) => show(Object.assign(shown, news));
  const tellBusy = lasting(PATIENCE.busy, (isBusy) => tell({ isBusy }));
  const tellAway = lasting(PATIENCE.away, (isAway) => tell({ isAway }));

  async function catchUp() {
    if (isCatchingUp || document.hidden) return;
    isCatchingUp = true;
    while (nameOf(reached) !== nameOf(heard)) {
      const aim = heard;
      const errors = told;
      const assets = stale;
      stale = new Set();
      const now = await (await fetching)(assets);
      if (!now) {
        // The next word from the server, or the next look at the tab, tries again.
        stale = assets && stale && new Set([...assets, ...stale]);
        tell({ errors });
        break;
      }
      reached = aim;
      // A page also tells what is wrong with itself alone.
      tell({ page: now, errors: now.errors });
    }
    isCatchingUp = false;
  }

  /** @param {Message} message */
  function hearSight({ name, run = "", epoch = 0, busy = false, errors = [], assets = [] }) {
    tellAway(false);
    if (!shown.isJoined) tell({ isJoined: true });
    if (run === heard.run && epoch < heard.epoch) return;
    const isNews = nameOf({ run, epoch }) !== nameOf(heard);
    if (name === "changed") stale = stale && new Set([...stale, ...assets]);
    // The tab was deaf for a while: nobody told it which files changed.
    else if (isNews) stale = null;
    heard = { run, epoch };
    told = errors;
    tellBusy(busy);
    catchUp();
  }

  tell({});
  tellBusy(page.busy);
  document.addEventListener("visibilitychange", catchUp);
  window.addEventListener("pageshow", catchUp);
  return (message) => {
    if (message.name === "hello" || message.name === "changed") hearSight(message);
    else tellAway(true);
  };
}

/**
 * Return what brings the page up to date: it takes the files that changed and returns what the
 * server says about the page now, or null if the page cannot be had or is loaded anew instead.
 * @param {Page} page
 * @returns {Promise<(assets: Set<string> | null) => Promise<Page | null>>}
 */
async function makeRefresh(page) {
  let scripts = describeScripts(document);
  let text = "";
  if (listScripts(document).length > 0) {
    // Scripts have changed the page already, so what was served must be asked for.
    const served = await fetchPage();
    if (served && nameOf(served.page) === nameOf(page)) {
      scripts = describeScripts(served.document);
      text = served.text;
    }
  }
  return async (assets) => {
    const served = await fetchPage();
    if (!served) return null;
    const isSameProgram =
      served.page.client === page.client && describeScripts(served.document) === scripts;
    if (!isSameProgram || hasScriptAmong(assets)) {
      reloadInPlace();
      return null;
    }
    if (served.text !== text) morphInPlace(served.document);
    text = served.text;
    if (assets?.size !== 0) renewAssets(assets, served.page.epoch);
    return served.page;
  };
}

/** @param {Document} next */
function morphInPlace(next) {
  const place = rememberPlace();
  try {
    const changed = morphDocument(next);
    restorePlace(place);
    showChanges(changed, isFollowing());
  } catch (fault) {
    // A page that cannot be changed in place is at least up to date.
    console.error(fault);
    reloadInPlace();
  }
}

/** @param {Set<string> | null} assets */
function hasScriptAmong(assets) {
  return listScripts(document).some(({ src }) => src && assets?.has(new URL(src).pathname));
}

/** @param {{run: string, epoch: number}} sight */
function nameOf({ run, epoch }) {
  return `${run} ${epoch}`;
}

/**
 * Return what tells that something holds only once it has held for a while.
 * @param {number} pause in milliseconds
 * @param {(holds: boolean) => void} tell
 * @returns {(holds: boolean) => void}
 */
function lasting(pause, tell) {
  let timer = 0;
  return (holds) => {
    if (holds && timer === 0) timer = window.setTimeout(tell, pause, true);
    if (holds || timer === 0) return;
    window.clearTimeout(timer);
    timer = 0;
    tell(false);
  };
}
