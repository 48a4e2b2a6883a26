// What a lost reader sees.
import { blog } from "../lib/blog.mjs";
import { lines, link, shell, years } from "../lib/shell.mjs";

export const data = { permalink: "/404.html" };

export const render = () =>
  shell({
    title: "This page is not here",
    url: "/404.html",
    main: `<h1>This page is not here</h1>
${years()}
<ul>${lines(blog.newest.slice(0, 5), (post) => `<li>${link(post.url, post.data.title)}</li>`)}</ul>`,
  });
