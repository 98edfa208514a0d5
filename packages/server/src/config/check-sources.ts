import { checkOptions, findSource, SOURCES } from "@usher/integrations/sources";
import { splitSettings } from "../ingest/source-settings.ts";
import type { ConfigProblem } from "./load-config.ts";

const MAX_KEYS = 20;

/** Adds everything wrong with a product's sources; each source knows its own options. */
export function checkSources(given: unknown, path: string, problems: ConfigProblem[]): void {
  for (const [id, options] of Object.entries(Object(given) as Record<string, unknown>)) {
    const source = findSource(id);
    if (source === undefined) {
      const known = SOURCES.map(({ manifest }) => manifest.id).join(", ");
      problems.push({ path: `${path}.${id}`, detail: `there is no such source; there are ${known}` });
      continue;
    }
    // What is no object is a problem of the schema already.
    if (typeof options !== "object" || options === null || Array.isArray(options)) continue;
    const { keys, allowServerEvents } = options as Record<string, unknown>;
    if (keys !== undefined && !areKeys(keys)) {
      problems.push({ path: `${path}.${id}.keys`, detail: `write at most ${MAX_KEYS} texts, e.g. ["phc_…"]` });
    }
    if (allowServerEvents !== undefined && typeof allowServerEvents !== "boolean") {
      problems.push({ path: `${path}.${id}.allowServerEvents`, detail: "write true or false" });
    }
    for (const { path: field = "", detail } of checkOptions(source.manifest, withSomeSecret(id, options))) {
      problems.push({ path: `${path}.${id}.${field}`, detail });
    }
  }
}

/** A source may go without a secret of its own: the product's webhook secrets and secret keys are as good. */
function withSomeSecret(id: string, given: object): Readonly<Record<string, unknown>> {
  const { options } = splitSettings(given as Readonly<Record<string, unknown>>);
  const needsSecret = findSource(id)?.manifest.options.secret?.required === true;
  return needsSecret && options.secret === undefined ? { ...options, secret: "another secret" } : options;
}

function areKeys(keys: unknown): boolean {
  const isKey = (key: unknown): boolean => typeof key === "string" && key.length > 0 && key.length <= 200;
  return Array.isArray(keys) && keys.length <= MAX_KEYS && keys.every(isKey);
}
