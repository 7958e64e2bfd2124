// Says of each file whether it fits the JSON Schema: {"file": true|false}.
// usage: node validate.mjs AJV_DIRECTORY SCHEMA FILE...
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [modules, schemaPath, ...files] = process.argv.slice(2);
const Ajv = createRequire(modules + "/")("ajv/dist/2020").default;
const ajv = new Ajv({ allErrors: false, strict: true, strictRequired: false, strictTypes: false });
const validate = ajv.compile(JSON.parse(readFileSync(schemaPath, "utf8")));
const decoder = new TextDecoder("utf-8", { fatal: true });
const out = {};
for (const file of files) {
  try {
    out[file] = validate(JSON.parse(decoder.decode(readFileSync(file))));
  } catch {
    out[file] = false;
  }
}
console.log(JSON.stringify(out));
