import { decodeBase64 } from "../body/base64.ts";
import { formField } from "../body/form-field.ts";
import { decodeLzString } from "../body/lz-string.ts";
import { type Parsed, parseJson } from "../body/parse-json.ts";
import { type BodyText, inflateText, isGzip, readText, refuse, tooLarge } from "../body/read-body.ts";
import { inflatedLimit } from "../source/limits.ts";
import type { SourceRequest, SourceTools } from "../source/source.ts";

const JSON_START = /^\s*[[{]/;

/**
 * The JSON in any of the forms posthog-js has sent over the years: plain, gzip (announced or not), and as a form's `data`
 * field (or, with an empty body, the query's) in plain text, base64 or LZ-String. Forms are recognised by looking,
 * because what `compression` says is not what arrives: beacons and retries change the form and keep the parameter.
 */
export function readPosthogBody(request: SourceRequest, tools: SourceTools): Parsed {
  const body = readText(request, tools);
  if (!body.ok) return body;
  const text = body.text === "" ? (request.query.data ?? "") : body.text;
  if (JSON_START.test(text)) return parseJson(text);
  const isField = text.startsWith("data=") || text.includes("&data=");
  const data = isField ? formField(text, "data") : text;
  if (data === undefined) return refuse("encoding_invalid", "The form's data field is malformed.");
  if (JSON_START.test(data)) return parseJson(data);
  const compression = request.query.compression ?? (isField ? formField(text, "compression") : undefined);
  const decoded = compression === "lz64" ? fromLz(data) : fromBase64(data, tools, isGzip(request.body));
  return decoded.ok ? parseJson(decoded.text) : decoded;
}

function fromBase64(text: string, tools: SourceTools, wasGzip: boolean): BodyText {
  const bytes = decodeBase64(text.trim());
  if (bytes === undefined || bytes.length === 0) return refuse("body_not_json", "The body is neither JSON nor base64.");
  if (isGzip(bytes)) return wasGzip ? refuse("encoding_invalid", "Compress the body once.") : inflateText(bytes, tools);
  const decoded = tools.decodeText(bytes);
  return decoded === undefined
    ? refuse("encoding_invalid", "The base64 does not hold UTF-8 text.")
    : { ok: true, text: decoded };
}

function fromLz(text: string): BodyText {
  const decoded = decodeLzString(text.trim(), inflatedLimit(text.length));
  if (decoded.ok) return decoded;
  return decoded.reason === "too_large" ? tooLarge() : refuse("encoding_invalid", "The body is not valid LZ-String.");
}
