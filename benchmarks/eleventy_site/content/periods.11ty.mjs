// Years and months.
import { blog } from "../lib/blog.mjs";
import { lines, month, shell, years } from "../lib/shell.mjs";

export const data = {
  pagination: { data: "collections.periods", size: 1, alias: "period" },
  permalink: ({ period }) => `${period.url}index.html`,
};

export function render({ period }) {
  const months = blog.months.filter((one) => one.url.startsWith(period.url));
  return shell({ ...period, main: `<h1>${period.title}</h1>\n${years()}\n${lines(months, month)}` });
}
