// Every post, by month.
import { blog } from "../lib/blog.mjs";
import { lines, month, shell, years } from "../lib/shell.mjs";

export const data = { permalink: "/archive/index.html" };

export const render = () =>
  shell({ title: "Archive", url: "/archive/", main: `<h1>Archive</h1>\n${years()}\n${lines(blog.months, month)}` });
