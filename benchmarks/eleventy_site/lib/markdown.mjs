// What our Markdown has and markdown-it has not.

// A heading can be linked to.
export function nameHeadings(markdown) {
  markdown.core.ruler.push("heading_names", ({ tokens }) => {
    tokens.forEach((token, place) => {
      if (token.type !== "heading_open") return;
      const words = tokens[place + 1].content.toLowerCase();
      token.attrSet("id", words.replace(/[^\p{L}\p{N}]+/gu, "-"));
    });
  });
}

// A link to a file, ../2005/2005-01-31-a-title.md, leads to its page. Eleventy's own plugin for this
// parses each finished page; the name of the file tells as much.
export function resolveLinks(markdown) {
  markdown.core.ruler.push("links_to_files", ({ tokens }) => {
    for (const { children } of tokens) {
      for (const token of children ?? []) {
        const file = token.type === "link_open" && /(\d+)-(\d+)-(\d+)-([^/]+)\.md$/.exec(token.attrGet("href"));
        if (file) token.attrSet("href", `/${file[1]}/${file[2]}/${file[3]}/${file[4]}/`);
      }
    }
  });
}
