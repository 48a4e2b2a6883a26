// Validates JSON feeds against the published schema: node json_feed.mjs FEED.json…
// Prints one line for each fault; says nothing when there is none.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);
const Ajv = load("ajv").default;
const addFormats = load("ajv-formats").default;
const schema = JSON.parse(readFileSync(load.resolve("jsonfeed-schema/schema-v1.1.json"), "utf-8"));

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats(ajv);
const isValid = ajv.compile(schema);
for (const file of process.argv.slice(2)) {
  if (isValid(JSON.parse(readFileSync(file, "utf-8")))) continue;
  for (const { instancePath, message } of isValid.errors) {
    console.log(`${file}: ${instancePath || "/"} ${message}`);
  }
}
