// The page with the search field.
import { shell, years } from "../lib/shell.mjs";

export const data = { permalink: "/search/index.html" };

export const render = () =>
  shell({
    title: "Search",
    url: "/search/",
    main: `<h1>Search</h1>
<form action="/search/"><label>Words <input name="q" type="search"></label> <button>Search</button></form>
${years()}`,
  });
