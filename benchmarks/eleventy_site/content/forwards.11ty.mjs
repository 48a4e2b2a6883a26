// Old addresses, answered by a page that forwards.
import { site } from "../lib/site.mjs";

export const data = {
  pagination: { data: "collections.forwards", size: 1, alias: "forward" },
  permalink: ({ forward }) => `${forward.from}index.html`,
};

export const render = ({ forward: { to } }) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Moved</title>\
<link rel="canonical" href="${site.url}${to}">\
<meta http-equiv="refresh" content="0; url=${to}"></head>\
<body><p><a href="${to}">Moved</a></p></body></html>\n`;
