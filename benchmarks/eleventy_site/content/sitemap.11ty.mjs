// Every page that search engines should know.
import { blog } from "../lib/blog.mjs";
import { site } from "../lib/site.mjs";
import { isoDate } from "../lib/text.mjs";

export const data = { permalink: "/sitemap.xml", eleventyImport: { collections: ["newest"] } };

export function render() {
  const newest = blog.newest[0].date;
  const standing = ["/", "/archive/", "/about/", "/search/"].map((url) => [url, newest]);
  const listings = [...blog.terms, ...blog.periods].map(({ url, posts }) => [url, posts[0].date]);
  const posts = blog.newest.map((post) => [post.url, post.date]);
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${[...standing, ...listings, ...posts].map(entry).join("\n")}
</urlset>
`;
}

const entry = ([url, date]) => `<url><loc>${site.url}${url}</loc><lastmod>${isoDate(date)}</lastmod></url>`;
