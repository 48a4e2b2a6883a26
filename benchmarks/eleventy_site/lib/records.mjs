// Authors and comments. They are read here and not from _data/, for Eleventy copies what lies there
// for every page.
import { readFileSync, readdirSync } from "node:fs";

function readRecords(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json")).sort();
  return new Map(names.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(`${folder}/${name}`, "utf8"))]));
}

export const authors = readRecords("authors");
export const comments = readRecords("comments");
