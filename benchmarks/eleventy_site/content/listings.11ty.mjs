// The front page and every category, tag and author, page by page.
import { authorBox, card, jsonLd, lines, shell } from "../lib/shell.mjs";
import { site } from "../lib/site.mjs";
import { escape } from "../lib/text.mjs";

const urlOf = ({ listing, number }) => (number > 1 ? `${listing.url}page/${number}/` : listing.url);

export const data = {
  pagination: { data: "collections.listings", size: 1, alias: "part" },
  permalink: ({ part }) => `${urlOf(part)}index.html`,
};

export function render({ part }) {
  const { listing, posts } = part;
  const isHome = listing.kind === "home";
  const main = `<h1>${escape(listing.title)}</h1>
${isHome ? "" : `<p>${listing.posts.length} posts</p>`}
${listing.kind === "author" ? authorBox(listing.name) : ""}
${lines(posts, card)}
${turning(part)}`;
  const facts = { "@type": isHome ? "WebSite" : "CollectionPage", name: listing.title, url: site.url + listing.url };
  return shell({ title: listing.title, url: urlOf(part), head: jsonLd(facts), main });
}

function turning({ listing, number, pages }) {
  if (pages === 1) return "";
  return `<nav aria-label="Pages">
${number > 1 ? `<a rel="prev" href="${urlOf({ listing, number: number - 1 })}">Newer</a>` : ""}
<span>Page ${number} of ${pages}</span>
${number < pages ? `<a rel="next" href="${urlOf({ listing, number: number + 1 })}">Older</a>` : ""}
</nav>`;
}
