// The newest posts as Atom.
import { termUrl } from "../lib/blog.mjs";
import { nameOf, newestOf } from "../lib/feeds.mjs";
import { site } from "../lib/site.mjs";
import { escape, isoDate, summary } from "../lib/text.mjs";

export const data = { permalink: "/atom.xml", eleventyImport: { collections: ["newest"] } };

export const render = ({ collections }) => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${site.language}">
<title>${site.title}</title>
<id>${site.url}/</id>
<link href="${site.url}/"/>
<updated>${isoDate(collections.newest[0].date)}</updated>
${newestOf(collections.newest).map(entry).join("\n")}
</feed>
`;

function entry(post) {
  const address = site.url + post.url;
  return `<entry>
<title>${escape(post.data.title)}</title>
<id>${address}</id>
<link href="${address}"/>
<published>${isoDate(post.date)}</published>
<updated>${isoDate(post.date)}</updated>
<author><name>${escape(nameOf(post))}</name><uri>${site.url}${termUrl("author", post.data.author)}</uri></author>
<summary>${summary(post.url, post.content)}</summary>
<content type="html">${escape(post.content)}</content>
</entry>`;
}
