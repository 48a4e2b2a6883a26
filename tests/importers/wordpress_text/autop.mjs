// Answers what WordPress makes of texts: node autop.mjs NODE_MODULES
// A line holds a text as JSON; the answer is a line with what `autop` makes of it, with breaks and
// without, and what `removep` makes of the first.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { join } from "node:path";

const { autop, removep } = createRequire(join(process.argv[2], "here.js"))("@wordpress/autop");

for await (const line of createInterface({ input: process.stdin })) {
  const text = JSON.parse(line);
  const shown = autop(text);
  console.log(JSON.stringify([shown, autop(text, false), removep(shown)]));
}
