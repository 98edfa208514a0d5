import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type * as z from "zod";
import { jsonShape } from "./json-shape.ts";
import { HttpProblem } from "./problem.ts";

/** Largest body as it travels, and after decompression. (reliability §5.2) */
export const MAX_WIRE_BYTES: number = 2 * 1024 * 1024;
export const MAX_INFLATED_BYTES: number = 8 * 1024 * 1024;
/** JSON.parse takes any depth, but what walks the value afterwards overflows at some thousands. */
export const MAX_DEPTH = 32;
/** Keys of one object. */
export const MAX_WIDTH = 512;
/** Values and keys together: a full batch of rich events has some 30,000. */
export const MAX_NODES = 50_000;

const inflate = promisify(gunzip);

/** The body as JSON, whatever its declared type: beacons can only send text/plain. Throws HttpProblem. */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await decompress(request, await readBytes(request));
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new HttpProblem("encoding_invalid", "The body is not UTF-8 text.");
  }
  const { depth, width, nodes } = jsonShape(text, MAX_DEPTH);
  if (depth > MAX_DEPTH) throw new HttpProblem("body_too_deep", `Nest at most ${MAX_DEPTH} levels.`);
  if (width > MAX_WIDTH) throw new HttpProblem("body_too_wide", `Give an object at most ${MAX_WIDTH} keys.`);
  if (nodes > MAX_NODES) throw new HttpProblem("body_too_wide", "Send fewer values at once; split the batch.");
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpProblem("body_not_json", "The body is not valid JSON.");
  }
}

/** Checks a value and lists every field that is wrong. */
export function parseBody<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, 20).map((issue) => ({
    path: pathText(issue.path),
    code: issue.code ?? "invalid",
    detail: issue.message,
  }));
  const first = errors[0];
  throw new HttpProblem("body_invalid", `${first?.path || "body"}: ${first?.detail}`, { errors });
}

export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : text === "" ? String(part) : `${text}.${String(part)}`,
    "",
  );
}

/** The body as it travelled. Throws HttpProblem when it is larger than anybody may send. */
export async function readBytes(request: Request): Promise<Uint8Array> {
  const declared = request.headers.get("content-length");
  if (declared !== null) {
    if (Number(declared) > MAX_WIRE_BYTES) throw tooLarge();
    // Node never delivers more than the declared length, so the guard above is enough.
    return new Uint8Array(await request.arrayBuffer());
  }
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > MAX_WIRE_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function decompress(request: Request, bytes: Uint8Array): Promise<Uint8Array> {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity" || encoding === "") return bytes;
  if (encoding !== "gzip") throw new HttpProblem("media_type_unsupported", "Send the body plain or with gzip.");
  try {
    return await inflate(bytes, { maxOutputLength: MAX_INFLATED_BYTES });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge();
    throw new HttpProblem("encoding_invalid", "The body is not valid gzip.");
  }
}

function tooLarge(): HttpProblem {
  return new HttpProblem("body_too_large", `Send at most ${MAX_WIRE_BYTES} bytes; split the batch.`);
}
