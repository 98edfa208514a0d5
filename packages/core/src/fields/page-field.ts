import type { Field } from "./field.ts";
import { type Reading, report } from "./input-problem.ts";
import { cut, readText, TEXT_MAX } from "./text-fields.ts";

const ACCEPTS = "page pattern such as `/projects`, `/projects/:id` or `/projects/*`";
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#*\s]+/i;

/** What the checks below come to, for editors that know JSON Schema. */
const SCHEMA_PATTERN = "^(\\*|([A-Za-z][A-Za-z0-9+.-]*://[^/?#*\\s]+)?(/(\\*|[^\\s*?\\\\^$|()\\[\\]{}/]*))+)$";

/** A page pattern as `matchPage` reads it. */
export function pageField(description: string): Field<string> {
  return {
    required: true,
    description,
    accepts: ACCEPTS,
    schema: { type: "string", maxLength: TEXT_MAX, pattern: SCHEMA_PATTERN, description },
    read: readPage,
  };
}

function readPage(value: unknown, path: string, reading: Reading): string | undefined {
  const pattern = readText(value, path, reading, ACCEPTS);
  if (pattern === undefined) return undefined;
  const refuse = (why: string): undefined => report(reading, path, "invalid_pattern", `"${cut(pattern)}": ${why}`);
  const rest = pattern.replace(ORIGIN, "");
  if (pattern !== "*" && !rest.startsWith("/")) {
    return refuse('start with "/" or with an origin such as "https://app.example.com"');
  }
  if (/\s/.test(pattern)) return refuse("an address has no spaces");
  if (rest.includes("?")) return refuse("leave the query out; it never matters");
  if (/[\\^$|()[\]{}]/.test(rest))
    return refuse("patterns are not regular expressions; write /projects/:id or /projects/*");
  if (rest.split("/").some((segment) => segment.includes("*") && segment !== "*")) {
    return refuse("* stands for whole segments; write /projects/*");
  }
  return pattern;
}
