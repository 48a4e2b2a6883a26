// @ts-check
/** What runs in the browser while `ssg preview` shows a page. Read first: it joins the parts. */

import { addBar } from "./bar.js";
import { openSource } from "./editor.js";
import { fetchSheet } from "./element.js";
import { followPage } from "./follow.js";
import { listen } from "./live.js";
import { addMarks } from "./marks.js";
import { addOverlay } from "./overlay.js";
import { readPage } from "./page.js";
import { returnToPlace } from "./place.js";
import { rememberServed } from "./served.js";
import { watchTab } from "./tab.js";

const page = readPage(document);
if (page) start(page);

/** @param {import("./page.js").Page} page */
async function start(page) {
  rememberServed(document.documentElement);
  returnToPlace();
  const mark = addMarks();
  mark(page.hidden);
  const tab = watchTab(page);
  const [look, ...sheets] = await Promise.all(["look.css", "bar.css", "overlay.css"].map(fetchSheet));
  const overlay = addOverlay([look, sheets[1]], open);
  const bar = addBar([look, sheets[0]], open, overlay.summon);
  const follow = followPage(page, (shown) => {
    tab.stand(shown.page);
    mark(shown.page.hidden);
    bar.show(shown);
    overlay.show(shown.errors, shown.page.address === "");
  });
  listen((message) => (message.name === "goto" ? tab.go(message) : follow(message)));

  /** @param {string} source @param {number} line */
  async function open(source, line) {
    const why = await openSource(source, line);
    if (why) bar.refuse(source, why);
  }
}
