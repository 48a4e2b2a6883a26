// The newest posts as JSON.
import { termUrl } from "../lib/blog.mjs";
import { nameOf, newestOf } from "../lib/feeds.mjs";
import { site } from "../lib/site.mjs";
import { isoDate, summary } from "../lib/text.mjs";

export const data = { permalink: "/feed.json", eleventyImport: { collections: ["newest"] } };

export const render = ({ collections }) =>
  JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: site.title,
    home_page_url: `${site.url}/`,
    feed_url: `${site.url}/feed.json`,
    language: site.language,
    items: newestOf(collections.newest).map(item),
  });

function item(post) {
  const address = site.url + post.url;
  return {
    id: address,
    url: address,
    title: post.data.title,
    content_html: post.content,
    summary: summary(post.url, post.content),
    date_published: isoDate(post.date),
    authors: [{ name: nameOf(post), url: site.url + termUrl("author", post.data.author) }],
    tags: post.data.keywords,
  };
}
