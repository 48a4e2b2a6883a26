// A post: text, author, related posts, neighbours, comments.
import { blog, related, termUrl } from "../lib/blog.mjs";
import { authors, comments } from "../lib/records.mjs";
import { authorBox, byline, jsonLd, kicker, lines, link, shell, when } from "../lib/shell.mjs";
import { site } from "../lib/site.mjs";
import { countWords, escape, isoDate, longDate, minutes, summary } from "../lib/text.mjs";

export function render({ title, author, category, keywords, content, page }) {
  const place = blog.places.get(page.url);
  const post = blog.newest[place];
  const words = countWords(page.rawInput);
  const description = summary(page.url, content);
  const main = `<article class="h-entry" lang="${site.language}">
<header>
${kicker(category)}
<h1 class="p-name">${escape(title)}</h1>
<p>${byline(post, 'class="p-author h-card" ')}
<a class="u-url" href="${page.url}">${when(page.date)}</a> · ${minutes(words)} min</p>
</header>
<div class="e-content">
${content}
</div>
${authorBox(author)}
<p>${keywords.map((tag) => link(termUrl("tag", tag), tag, 'class="p-category" rel="tag" ')).join(" ")}</p>
</article>
${relatedBlock(related(post))}
<nav aria-label="Neighbours">
${neighbour("prev", "Older", blog.newest[place + 1])}
${neighbour("next", "Newer", blog.newest[place - 1])}
</nav>
${conversation(comments.get(page.fileSlug)?.comments ?? [])}`;
  const facts = {
    "@type": "BlogPosting",
    headline: title,
    datePublished: isoDate(page.date),
    dateModified: isoDate(page.date),
    author: [{ "@type": "Person", name: authors.get(author).name, url: site.url + termUrl("author", author) }],
    mainEntityOfPage: site.url + page.url,
    description,
    keywords,
    wordCount: words,
  };
  return shell({ title, url: page.url, description, type: "article", head: jsonLd(facts), main });
}

function relatedBlock(posts) {
  if (!posts.length) return "";
  return `<aside><h2>Related</h2><ul>
${lines(posts, (post) => `<li>${link(post.url, post.data.title)} <time>${longDate(post.date)}</time></li>`)}
</ul></aside>`;
}

const neighbour = (rel, word, post) => (post ? link(post.url, `${word}: ${post.data.title}`, `rel="${rel}" `) : "");

function conversation(all) {
  return all.length ? `<section id="comments"><h2>${all.length} comments</h2>\n${replies(all, "")}\n</section>` : "";
}

function replies(all, parent) {
  const answers = all.filter((comment) => comment.parent === parent);
  return answers.length ? `<ol>\n${lines(answers, (comment) => answer(all, comment))}</ol>` : "";
}

function answer(all, { id, author, date, body }) {
  const anchor = id.replace("wp-", "comment-");
  return `<li id="${anchor}"><article>
<p>${escape(author)} <a href="#${anchor}"><time datetime="${date}">${longDate(new Date(date))}</time></a></p>
<p>${body}</p></article>
${replies(all, id)}</li>`;
}
