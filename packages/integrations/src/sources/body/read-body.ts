import { inflatedLimit, MAX_INFLATED_BYTES } from "../source/limits.ts";
import type { SourceProblem, SourceRequest, SourceTools } from "../source/source.ts";
import { type Parsed, parseJson, parseJsonLines } from "./parse-json.ts";

export type BodyText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: SourceProblem };

const IDENTITY = new Set(["", "identity", "gzip", "x-gzip"]);

/** The body as JSON, gunzipped when it is gzip, whatever the headers say about it. */
export function readBody(request: SourceRequest, tools: SourceTools, lines = false): Parsed {
  const body = readText(request, tools);
  if (!body.ok) return body;
  const parsed = parseJson(body.text);
  if (!lines || parsed.ok || parsed.problem.code !== "body_not_json") return parsed;
  return parseJsonLines(body.text);
}

/** The body as text. Compression is recognised by its first bytes: clients send gzip without saying so. */
export function readText({ headers, body }: SourceRequest, tools: SourceTools): BodyText {
  const encoding = (headers["content-encoding"] ?? "").trim().toLowerCase();
  // Stacked encodings ("gzip, gzip") are refused as well: only bombs use them.
  if (!IDENTITY.has(encoding)) return refuse("media_type_unsupported", "Send the body plain or with gzip, once.");
  return isGzip(body) ? inflateText(body, tools) : decode(body, tools);
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Gunzips at most once: gzip within gzip is refused. */
export function inflateText(bytes: Uint8Array, tools: SourceTools): BodyText {
  const limit = inflatedLimit(bytes.length);
  const inflated = tools.inflate(bytes, limit);
  if (inflated.ok) {
    if (inflated.bytes.length > limit) return tooLarge();
    return isGzip(inflated.bytes)
      ? refuse("encoding_invalid", "Compress the body once.")
      : decode(inflated.bytes, tools);
  }
  return inflated.reason === "too_large" ? tooLarge() : refuse("encoding_invalid", "The body is not valid gzip.");
}

function decode(bytes: Uint8Array, tools: SourceTools): BodyText {
  if (bytes.length > MAX_INFLATED_BYTES) return tooLarge();
  const text = tools.decodeText(bytes);
  return text === undefined ? refuse("encoding_invalid", "The body is not UTF-8 text.") : { ok: true, text };
}

export function tooLarge(): BodyText {
  return refuse("body_too_large", `Send at most ${MAX_INFLATED_BYTES} bytes after decompression; split the batch.`);
}

export function refuse(code: SourceProblem["code"], detail: string): Extract<BodyText, { ok: false }> {
  return { ok: false, problem: { code, detail } };
}
