// The newest posts as RSS.
import { rss } from "../lib/feeds.mjs";
import { site } from "../lib/site.mjs";

export const data = { permalink: "/feed.xml", eleventyImport: { collections: ["newest"] } };

export const render = ({ collections }) => rss({ title: site.title, url: "/", posts: collections.newest });
