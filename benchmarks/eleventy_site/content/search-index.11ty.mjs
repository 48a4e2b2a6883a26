// What the search looks through.
import { summary } from "../lib/text.mjs";

export const data = { permalink: "/search-index.json", eleventyImport: { collections: ["newest"] } };

export const render = ({ collections }) =>
  JSON.stringify(
    collections.newest.map((post) => ({
      url: post.url,
      title: post.data.title,
      date: post.date.toISOString().slice(0, 10),
      summary: summary(post.url, post.content),
      tags: post.data.keywords,
      author: [post.data.author],
    })),
  );
