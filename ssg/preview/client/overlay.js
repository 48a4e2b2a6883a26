// @ts-check
/** What keeps the site from being built, over the last page that could be. */

import { addHost, counted, element } from "./element.js";
import { keep, recall } from "./memory.js";
import { listProblems } from "./problems.js";

/**
 * Add the overlay, hidden.
 * @param {CSSStyleSheet[]} sheets
 * @param {(source: string, line: number) => void} open
 * @returns {{show: (errors: import("./page.js").Problem[], isBare: boolean) => void,
 *   summon: () => void}}
 *   `show` says what is wrong; what was dismissed in this tab comes back with other errors or by
 *   `summon`; `isBare` where no page could be made yet
 */
export function addOverlay(sheets, open) {
  const shadow = addHost("ssg-preview-overlay", sheets);
  const title = element("h2", { id: "title" });
  const dismiss = () => {
    if (!panel.hidden) keep("sessionStorage", "dismissed", said);
    panel.hidden = true;
  };
  const close = { type: "button", class: "close", "aria-label": "Close", click: dismiss };
  const note = element("p", { class: "note" });
  const problems = element("div", { class: "list" });
  const panel = element(
    "section",
    { class: "panel", role: "alert", "aria-labelledby": "title", hidden: true },
    element("div", { class: "head" }, title, element("button", close, "×")),
    note,
    problems,
  );
  shadow.append(panel);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && dismiss());
  let isNeeded = false;
  let said = "";
  let listed = "";

  return {
    show(errors, isBare) {
      isNeeded = errors.length > 0;
      const words = JSON.stringify(errors.map(({ path, message }) => [path, message]));
      const list = JSON.stringify(errors);
      // The same list is left as it is: somebody may be about to click in it.
      if (isNeeded && list !== listed) {
        title.textContent = `The site has ${counted(errors.length, "error")}`;
        problems.replaceChildren(listProblems(errors, open));
        listed = list;
      }
      note.textContent = isBare
        ? "The page appears here as soon as that is mended."
        : "Until that is mended, what you see behind this may be older than your files.";
      if (!isNeeded) keep("sessionStorage", "dismissed", null);
      panel.hidden = !isNeeded || recall("sessionStorage", "dismissed") === words;
      said = words;
    },
    summon() {
      keep("sessionStorage", "dismissed", null);
      panel.hidden = !isNeeded;
    },
  };
}
