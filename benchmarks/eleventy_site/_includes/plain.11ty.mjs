// A standing page.
import { shell } from "../lib/shell.mjs";
import { escape } from "../lib/text.mjs";

export const render = ({ title, content, page }) =>
  shell({ title, url: page.url, type: "article", main: `<article><h1>${escape(title)}</h1>\n${content}\n</article>` });
