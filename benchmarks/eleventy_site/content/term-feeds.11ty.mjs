// A feed for each category, tag and author.
import { rss } from "../lib/feeds.mjs";

export const data = {
  pagination: { data: "collections.terms", size: 1, alias: "term" },
  permalink: ({ term }) => `${term.url}feed.xml`,
};

export const render = ({ term }) => rss(term);
