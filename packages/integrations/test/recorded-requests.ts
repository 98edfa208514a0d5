import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { SourceRequest } from "../src/sources/index.ts";
import { aRequest } from "./a-request.ts";

/** A line of a recording: a request, or what the user was doing next. */
interface RecordedLine {
  readonly mark?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  /** How the client compressed the body. */
  readonly encoding?: string;
  readonly json?: unknown;
}

/** The requests of a recording, encoded again as the client had sent them. */
export function recordedRequests(name: string): readonly SourceRequest[] {
  const file = new URL(`../src/sources/__fixtures__/${name}.jsonl`, import.meta.url);
  const lines: readonly RecordedLine[] = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return lines.flatMap(({ path, query, headers, contentType, encoding, json }) => {
    if (path === undefined) return [];
    const body = Buffer.from(JSON.stringify(json));
    return aRequest(encoding === "gzip-js" ? gzipSync(body) : body, {
      path,
      ...(query === undefined ? {} : { query }),
      headers: { ...headers, ...(contentType === undefined ? {} : { "content-type": contentType }) },
    });
  });
}
