// @ts-check
/** What keeps the site from being built, over the last page that could be. */

import { addHost, counted, element } from "./element.js";
import { listProblems } from "./problems.js";

/**
 * Add the overlay, hidden.
 * @param {CSSStyleSheet[]} sheets
 * @param {(source: string, line: number) => void} open
 * @returns {{show: (errors: import("./page.js").Problem[], moment: string) => void,
 *   summon: () => void}} `show` says what is wrong at a moment; what was dismissed comes back with
 *   the next moment, or by `summon`
 */
export function addOverlay(sheets, open) {
  const shadow = addHost("ssg-preview-overlay", sheets);
  const title = element("h2", { id: "title" });
  const dismiss = () => {
    panel.hidden = true;
  };
  const close = { type: "button", class: "close", "aria-label": "Close", click: dismiss };
  const list = element("div", { class: "list" });
  const panel = element(
    "section",
    { class: "panel", role: "alert", "aria-labelledby": "title", hidden: true },
    element("header", {}, title, element("button", close, "×")),
    element("p", { class: "note" }, "The page behind this is the last one that could be made."),
    list,
  );
  shadow.append(panel);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && dismiss());
  let isNeeded = false;
  let said = "";
  let when = "";

  return {
    show(errors, moment) {
      isNeeded = errors.length > 0;
      const words = JSON.stringify(errors);
      // The same list is left as it is: somebody may be about to click in it.
      if (isNeeded && words !== said) {
        title.textContent = `The site has ${counted(errors.length, "error")}`;
        list.replaceChildren(listProblems(errors, open));
      }
      said = words;
      if (!isNeeded || moment !== when) panel.hidden = !isNeeded;
      when = moment;
    },
    summon() {
      panel.hidden = !isNeeded;
    },
  };
}
