// The same blog as an Eleventy site: what it writes is counted beside ours before anything is measured.
import footnotes from "markdown-it-footnote";
import { arrange } from "./lib/blog.mjs";
import { nameHeadings, resolveLinks } from "./lib/markdown.mjs";

export default function (settings) {
  settings.amendLibrary("md", (markdown) => {
    markdown.set({ typographer: true });
    markdown.use(footnotes).use(nameHeadings).use(resolveLinks);
  });
  settings.addPassthroughCopy("style.css");

  let blog;
  settings.on("eleventy.before", () => (blog = undefined));
  for (const part of ["newest", "listings", "terms", "periods", "forwards"]) {
    settings.addCollection(part, (api) => {
      blog ??= arrange(api.getFilteredByGlob("content/posts/**/*.md"));
      return blog[part];
    });
  }

  return {
    dir: { input: "content", includes: "../_includes", output: "public" },
    // Liquid in Markdown is Eleventy's default; nobody needs it here, so it need not be parsed.
    markdownTemplateEngine: false,
    templateFormats: ["md", "11ty.js"],
  };
}
