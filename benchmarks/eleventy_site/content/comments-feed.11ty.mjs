// The newest comments as RSS.
import { comments } from "../lib/records.mjs";
import { site } from "../lib/site.mjs";
import { escape, feedDate } from "../lib/text.mjs";

export const data = { permalink: "/comments/feed.xml", eleventyImport: { collections: ["newest"] } };

export function render({ collections }) {
  const all = collections.newest.flatMap((post) =>
    (comments.get(post.fileSlug)?.comments ?? []).map((comment) => ({ ...comment, post })),
  );
  all.sort((one, other) => (one.date < other.date ? 1 : -1));
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel>
<title>Comments – ${site.title}</title>
<link>${site.url}/</link>
<description>The newest comments</description>
${all.slice(0, site.commentsPerFeed).map(entry).join("\n")}
</channel></rss>
`;
}

function entry({ id, author, date, body, post }) {
  const address = `${site.url}${post.url}#${id.replace("wp-", "comment-")}`;
  return `<item>
<title>${escape(author)} on ${escape(post.data.title)}</title>
<link>${address}</link>
<guid>${address}</guid>
<pubDate>${feedDate(new Date(date))}</pubDate>
<description>${escape(body)}</description>
</item>`;
}
