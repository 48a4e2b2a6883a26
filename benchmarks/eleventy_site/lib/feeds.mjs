// A feed as RSS, with the whole text.
import { authors } from "./records.mjs";
import { site } from "./site.mjs";
import { escape, feedDate, summary } from "./text.mjs";

export const newestOf = (posts) => posts.slice(0, site.entriesPerFeed);
export const nameOf = (post) => authors.get(post.data.author).name;

export function rss({ title, url, posts }) {
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${url === "/" ? site.title : `${escape(title)} – ${site.title}`}</title>
<link>${site.url}${url}</link>
<description>${site.tagline}</description>
<language>${site.language}</language>
<atom:link href="${site.url}${url}feed.xml" rel="self" type="application/rss+xml"/>
${newestOf(posts).map(entry).join("\n")}
</channel>
</rss>
`;
}

function entry(post) {
  const address = site.url + post.url;
  return `<item>
<title>${escape(post.data.title)}</title>
<link>${address}</link>
<guid>${address}</guid>
<pubDate>${feedDate(post.date)}</pubDate>
<dc:creator>${escape(nameOf(post))}</dc:creator>
${post.data.keywords.map((tag) => `<category>${escape(tag)}</category>`).join("\n")}
<description>${summary(post.url, post.content)}</description>
<content:encoded>${escape(post.content)}</content:encoded>
</item>`;
}
