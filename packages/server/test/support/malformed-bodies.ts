import { deflateSync, gzipSync } from "node:zlib";
import { createRandomSource, type RandomSource } from "@usher/core/testing";
import { lzBomb } from "../../../integrations/test/lz-bomb.ts";
import { KEY, ORIGIN } from "./sample-config.ts";
import { DOCUMENTS, type DocumentName, ROUTES } from "./source-documents.ts";

export interface StrangeRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface StrangeRequestOptions {
  readonly seed: number;
  /** What opens the routes of servers. */
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** A page's session token, for its own routes. */
  readonly token: string;
}

const MIB = 1024 * 1024;
const BASIC = `Basic ${Buffer.from(`${KEY}:`).toString("base64")}`;

const STRINGS = [
  "",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udc00x",
  "__proto__",
  "constructor",
  "toString",
  "$autocapture",
  "$identify",
  "$create_alias",
  "\u202eevil\u200b",
  "https://x.example/?a=b#/c?d",
  "javascript:alert(1)",
  "2026-11-20T12:36:00.000Z",
  "9".repeat(400),
  'a:text="',
  '\\"'.repeat(50),
  "é".repeat(600),
  "k".repeat(3_000),
] as const;

const gzipBomb = gzipSync(Buffer.alloc(24 * MIB, 32));
const nestedBomb = gzipSync(gzipBomb);
const lz = lzBomb(5_790);
const deep = Buffer.from(`{"a":${"[".repeat(5_000)}${"]".repeat(5_000)}}`);
const manyKeys = JSON.stringify(Object.fromEntries(Array.from({ length: 600 }, (_, key) => [`k${key}`, key])));

/** Damaged requests, as many as are asked for. The same seed gives the same ones. */
export function strangeRequests({
  seed,
  secretKey,
  webhookSecret,
  token,
}: StrangeRequestOptions): () => StrangeRequest {
  const random = createRandomSource(seed);
  const credentials = {
    page: {},
    basic: { authorization: BASIC },
    key: { authorization: `Bearer ${secretKey}` },
    hook: { "x-posthog-secret": webhookSecret },
    token: { authorization: `Bearer ${token}` },
  };
  return () => {
    const [path, expected, auth] = ROUTES[random.below(ROUTES.length)] as (typeof ROUTES)[number];
    const names = Object.keys(DOCUMENTS) as [DocumentName, ...DocumentName[]];
    const document = DOCUMENTS[random.below(4) === 0 ? random.pick(names) : expected]();
    const { body, headers = {} } = damage(document, random);
    const credential = random.below(25) === 0 ? {} : credentials[auth];
    // Routes of servers are asked without an Origin.
    const origin = auth === "key" || auth === "hook" || random.below(30) === 0 ? {} : { origin: ORIGIN };
    const key = auth === "page" && path === "/v1/session" ? { authorization: `Bearer ${KEY}` } : {};
    return { path, headers: { ...origin, ...key, ...credential, ...headers }, body };
  };
}

interface Damaged {
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

function damage(document: unknown, random: RandomSource): Damaged {
  const text = JSON.stringify(mutate(document, random)) ?? "";
  const bytes = Buffer.from(text);
  const form = { "content-type": "application/x-www-form-urlencoded" };
  switch (random.below(40)) {
    case 0:
      return { body: gzipSync(bytes) };
    case 1:
      return { body: gzipSync(bytes), headers: { "content-encoding": "gzip" } };
    case 2:
      return { body: gzipSync(bytes).subarray(0, random.below(120)), headers: { "content-encoding": "gzip" } };
    case 3:
      return { body: flipped(gzipSync(bytes), random) };
    case 4:
      return { body: Buffer.from(`data=${encodeURIComponent(bytes.toString("base64"))}`), headers: form };
    case 5:
      return { body: Buffer.from(`data=${bytes.toString("base64").slice(0, random.below(200))}%`), headers: form };
    case 6:
      return { body: Buffer.from(`x=1&data=${encodeURIComponent(text)}&compression=lz64`), headers: form };
    case 7:
      return {
        body: Buffer.from(`data=${random.below(20) === 0 ? lz : lz.slice(0, 200)}&compression=lz64`),
        headers: form,
      };
    case 8:
      return { body: bytes.subarray(0, random.below(bytes.length + 1)) };
    case 9:
      return { body: flipped(bytes, random) };
    case 10:
      return { body: random.below(8) === 0 ? gzipBomb : deflateSync(bytes) };
    case 11:
      return { body: random.below(8) === 0 ? nestedBomb : gzipSync(gzipSync(bytes)) };
    case 12:
      return { body: random.below(4) === 0 ? deep : Buffer.from(manyKeys) };
    case 13:
      return { body: Buffer.from(`\ufeff${text}`) };
    case 14:
      return {
        body: Buffer.from(text.replaceAll("Save", "Spéichern"), "latin1"),
        headers: { "content-type": "text/plain; charset=latin1" },
      };
    case 15:
      return { body: Buffer.from(text, "utf16le") };
    case 16:
      return { body: Uint8Array.from({ length: random.below(300) }, () => random.below(256)) };
    case 17:
      return {
        body: Buffer.from(`--b\r\ncontent-disposition: form-data; name="data"\r\n\r\n${text}\r\n--b--\r\n`),
        headers: { "content-type": "multipart/form-data; boundary=b" },
      };
    case 18:
      return {
        body: bytes,
        headers: { "content-encoding": random.pick(["br", "gzip, gzip", "deflate", "zstd", "x"]) },
      };
    case 19:
      return { body: Buffer.from(text.replace("{", '{"__proto__":{"polluted":true},"constructor":{"prototype":{}},')) };
    case 20:
      return { body: Buffer.from(`${text}${text}`) };
    default:
      return { body: bytes };
  }
}

/** Replaces, removes or wraps some values somewhere in the document. */
function mutate(value: unknown, random: RandomSource): unknown {
  let result = value;
  for (let count = random.below(4); count > 0; count--) result = mutateOnce(result, random);
  return result;
}

function mutateOnce(value: unknown, random: RandomSource): unknown {
  if (typeof value !== "object" || value === null || random.below(12) === 0) return junk(value, random);
  const keys = Object.keys(value);
  const key = keys[random.below(Math.max(1, keys.length))];
  if (key === undefined) return junk(value, random);
  const object = value as Record<string, unknown>;
  if (random.below(8) === 0) delete object[key];
  else if (random.below(12) === 0) put(object, random.pick(STRINGS), object[key]);
  else put(object, key, mutateOnce(object[key], random));
  return object;
}

/** Assigning would set the prototype where the key is `__proto__`. */
function put(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function junk(value: unknown, random: RandomSource): unknown {
  switch (random.below(9)) {
    case 0:
      return null;
    case 1:
      return random.pick([0, -1, 1e308, -0.5, 2 ** 60, 1_795_178_160]);
    case 2:
      return random.below(2) === 0;
    case 3:
      return random.pick([[], {}, [[[]]]]);
    case 4:
      return [value, value];
    case 5:
      return { value };
    case 6:
      return nested(random.below(60), value);
    default:
      return random.pick(STRINGS);
  }
}

function nested(depth: number, value: unknown): unknown {
  let result = value;
  for (let level = 0; level < depth; level++) result = level % 2 === 0 ? [result] : { a: result };
  return result;
}

function flipped(bytes: Uint8Array, random: RandomSource): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let count = 1 + random.below(5); count > 0 && copy.length > 0; count--) {
    copy[random.below(copy.length)] = random.below(256);
  }
  return copy;
}
