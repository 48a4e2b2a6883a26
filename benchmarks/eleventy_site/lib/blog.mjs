// The posts in all their orders: worked out once a build, then looked up.
import { authors } from "./records.mjs";
import { site } from "./site.mjs";
import { monthName, slug } from "./text.mjs";

// Tags that more than a twentieth of the posts carry tell nothing of what is related.
const COMMONEST_TAG = 1 / 20;
const RELATED = 3;

export const blog = {};

const kinds = [
  ["category", (post) => [post.data.category], (name) => name],
  ["tag", (post) => post.data.keywords, (name) => name],
  ["author", (post) => [post.data.author], (id) => authors.get(id).name],
];

export const termUrl = (kind, name) => `/${kind}/${slug(name)}/`;

export function arrange(found) {
  blog.newest = [...found].sort((one, other) => other.date - one.date);
  blog.places = new Map(blog.newest.map((post, place) => [post.url, place]));
  blog.terms = kinds.flatMap(termsOf);
  blog.categories = blog.terms.filter((term) => term.kind === "category");
  blog.categories.sort((one, other) => other.posts.length - one.posts.length);
  const tags = blog.terms.filter((term) => term.kind === "tag");
  blog.tags = new Map(tags.map((term) => [term.name, term.posts]));
  blog.years = periods((date) => `/${date.getUTCFullYear()}/`, (date) => `${date.getUTCFullYear()}`);
  blog.months = periods((date) => `/${date.toISOString().slice(0, 7).replace("-", "/")}/`, monthName);
  blog.periods = [...blog.years, ...blog.months];
  const home = { kind: "home", title: site.title, url: "/", posts: blog.newest };
  blog.listings = [home, ...blog.terms].flatMap(pageByPage);
  blog.forwards = [...forwards()];
  return blog;
}

function grouped(posts, keysOf) {
  const groups = new Map();
  for (const post of posts) {
    for (const key of keysOf(post)) {
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(post);
    }
  }
  return groups;
}

function termsOf([kind, namesOf, titleOf]) {
  const groups = [...grouped(blog.newest, namesOf)];
  return groups.map(([name, posts]) => ({ kind, name, posts, title: titleOf(name), url: termUrl(kind, name) }));
}

function periods(urlOf, titleOf) {
  const groups = grouped(blog.newest, (post) => [urlOf(post.date)]);
  return [...groups].map(([url, posts]) => ({ url, title: titleOf(posts[0].date), posts }));
}

function pageByPage(listing) {
  const pages = Math.ceil(listing.posts.length / site.postsPerPage);
  return Array.from({ length: pages }, (_, index) => ({
    listing,
    pages,
    number: index + 1,
    posts: listing.posts.slice(index * site.postsPerPage, (index + 1) * site.postsPerPage),
  }));
}

// Old addresses and where they lead to. In the tables stands what stands there in the other sites.
function* forwards() {
  for (const post of blog.newest) {
    for (const from of post.data.aliases ?? []) yield { from, to: post.url, isInTables: true };
  }
  const days = new Set(blog.newest.map((post) => post.url.slice(0, "/2005/01/31/".length)));
  for (const day of days) yield { from: day, to: day.slice(0, "/2005/01/".length), isInTables: true };
  for (const from of ["/feed/", "/feed/rss/", "/feed/rss2/"]) yield { from, to: "/feed.xml", isInTables: true };
  yield { from: "/feed/atom/", to: "/atom.xml", isInTables: true };
  yield { from: "/comments/feed/", to: "/comments/feed.xml", isInTables: true };
  for (const { url } of blog.terms) yield { from: `${url}feed/`, to: `${url}feed.xml`, isInTables: false };
}

// The posts that share most tags with this one, the newest first where they share equally many.
export function related(post) {
  const shared = new Map();
  for (const tag of post.data.keywords) {
    const posts = blog.tags.get(tag);
    if (posts.length > blog.newest.length * COMMONEST_TAG) continue;
    for (const other of posts) shared.set(other, (shared.get(other) ?? 0) + 1);
  }
  shared.delete(post);
  const newerFirst = (one, other) => blog.places.get(one.url) - blog.places.get(other.url);
  const best = [...shared].sort(([one, ones], [other, others]) => others - ones || newerFirst(one, other));
  return best.slice(0, RELATED).map(([other]) => other);
}
