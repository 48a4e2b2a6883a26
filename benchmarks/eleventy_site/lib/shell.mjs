// The frame of every page, and the blocks that several kinds of pages share.
import { blog, termUrl } from "./blog.mjs";
import { authors } from "./records.mjs";
import { site } from "./site.mjs";
import { countWords, escape, isoDate, longDate, minutes, summary } from "./text.mjs";

const FEEDS = {
  "/feed.xml": "application/rss+xml",
  "/atom.xml": "application/atom+xml",
  "/feed.json": "application/feed+json",
  "/comments/feed.xml": "application/rss+xml",
};

export const link = (to, text, attributes = "") => `<a ${attributes}href="${to}">${escape(text)}</a>`;
export const lines = (values, write) => values.map(write).join("\n");
export const jsonLd = (facts) =>
  `<script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", ...facts })}</script>`;

// `page`: title, url, description, type, head (what stands in <head> besides) and main.
export function shell({ title, url, description = site.tagline, type = "website", head = "", main }) {
  return `<!doctype html>
<html lang="${site.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${url === "/" ? site.title : `${escape(title)} – ${site.title}`}</title>
<link rel="canonical" href="${site.url}${url}">
<meta name="description" content="${escape(description)}">
<meta property="og:site_name" content="${site.title}">
<meta property="og:title" content="${escape(title)}">
<meta property="og:url" content="${site.url}${url}">
<meta property="og:type" content="${type}">
<meta name="twitter:card" content="summary">
${lines(Object.entries(FEEDS), ([feed, media]) => `<link rel="alternate" type="${media}" href="${feed}">`)}
<link rel="stylesheet" href="/style.css">
${head}
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header>
<p><a href="/">${site.title}</a></p>
<p>${site.tagline}</p>
<nav aria-label="Site"><ul>
${lines(blog.categories, (term) => `<li>${link(term.url, term.title)}</li>`)}
<li><a href="/archive/">Archive</a></li>
<li><a href="/about/">About</a></li>
</ul></nav>
</header>
<main id="main">
${main}
</main>
<footer>
<p>© ${site.title}</p>
<p><a href="/feed.xml">RSS</a> <a href="/feed.json">JSON</a></p>
</footer>
</body>
</html>
`;
}

export const byline = (post, attributes) =>
  link(termUrl("author", post.data.author), authors.get(post.data.author).name, attributes);
export const when = (date) => `<time class="dt-published" datetime="${isoDate(date)}">${longDate(date)}</time>`;
export const kicker = (name) => `<p>${link(termUrl("category", name), name, 'class="p-category" ')}</p>`;

export function card(post) {
  return `<article class="h-entry">
${kicker(post.data.category)}
<h2>${link(post.url, post.data.title, 'class="p-name u-url" ')}</h2>
<p class="p-summary">${summary(post.url, post.content)}</p>
<p>${byline(post, 'class="p-author" ')}
${when(post.date)} · ${minutes(countWords(post.rawInput))} min</p>
</article>`;
}

export function authorBox(id) {
  const author = authors.get(id);
  return `<aside class="author">
<h2>${link(termUrl("author", id), author.name)}</h2>
<p>${author.bio}</p>
<ul>${lines(author.links, ({ title, url, kind }) => `<li>${link(url, title, `class="${kind}" `)}</li>`)}</ul>
</aside>`;
}

export const years = () => `<nav aria-label="Years"><ul>${lines(blog.years, year)}</ul></nav>`;
const year = ({ url, title, posts }) => `<li>${link(url, title)} ${posts.length}</li>`;

// Every post of a month as one line.
export const month = ({ title, posts }) => `<h2>${title}</h2>\n<ul>${lines(posts, day)}</ul>`;

function day(post) {
  const author = escape(authors.get(post.data.author).name);
  return `<li><time>${post.date.getUTCDate()}</time> ${link(post.url, post.data.title)} ${author}</li>`;
}
