// @ts-check
/** What keeps the site from being built, over the last page that could be. */

import { addHost, counted, element } from "./element.js";
import { listProblems } from "./problems.js";

/**
 * Add the overlay, hidden.
 * @param {CSSStyleSheet[]} sheets
 * @param {(source: string, line: number) => void} open
 * @returns {{show: (errors: import("./page.js").Problem[], changes: number, isBare: boolean) =>
 *   void, summon: () => void}}
 *   `show` says what is wrong; what was dismissed comes back with other errors, with the author's
 *   next change, or by `summon`; `isBare` where no page could be made yet
 */
export function addOverlay(sheets, open) {
  const shadow = addHost("ssg-preview-overlay", sheets);
  const title = element("h2", { id: "title" });
  const dismiss = () => {
    panel.hidden = true;
  };
  const close = { type: "button", class: "close", "aria-label": "Close", click: dismiss };
  const note = element("p", { class: "note" });
  const list = element("div", { class: "list" });
  const panel = element(
    "section",
    { class: "panel", role: "alert", "aria-labelledby": "title", hidden: true },
    element("div", { class: "head" }, title, element("button", close, "×")),
    note,
    list,
  );
  shadow.append(panel);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && dismiss());
  let isNeeded = false;
  let said = "";
  let lastChange = -1;

  return {
    show(errors, changes, isBare) {
      isNeeded = errors.length > 0;
      const words = JSON.stringify(errors);
      const isNews = words !== said || changes !== lastChange;
      // The same list is left as it is: somebody may be about to click in it.
      if (isNeeded && words !== said) {
        title.textContent = `The site has ${counted(errors.length, "error")}`;
        list.replaceChildren(listProblems(errors, open));
      }
      note.textContent = isBare
        ? "The page appears here as soon as they are mended."
        : "The page behind this is the last one that could be made.";
      if (!isNeeded || isNews) panel.hidden = !isNeeded;
      said = words;
      lastChange = changes;
    },
    summon() {
      panel.hidden = !isNeeded;
    },
  };
}
