import { deflateSync, gzipSync } from "node:zlib";
import { createRandomSource, type RandomSource } from "@usher/core/testing";
import { lzBomb } from "../../../integrations/test/lz-bomb.ts";
import { mutateJson } from "../../../integrations/test/mutate-json.ts";
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

/** Texts that mean something to the sources. */
const WORDS = [
  "a\u0000b",
  "$autocapture",
  "$identify",
  "$create_alias",
  "\u202eevil\u200b",
  "javascript:alert(1)",
  'a:text="',
  "k".repeat(3_000),
];

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
  const text = JSON.stringify(random.below(4) === 0 ? document : mutateJson(document, random, WORDS)) ?? "";
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

function flipped(bytes: Uint8Array, random: RandomSource): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let count = 1 + random.below(5); count > 0 && copy.length > 0; count--) {
    copy[random.below(copy.length)] = random.below(256);
  }
  return copy;
}
