import { parseUrl } from "./parse-url.ts";

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const NUMBER = /^\d+$/;
const LONG_HEX = /^(?=.*\d)[0-9a-f]{8,}$/i;
/** `P-1042`, `INV_2024-0017`, `cus_9Hq2x7`: a short prefix and a part that counts or encodes. */
const PREFIXED = /^[a-z]{1,8}[-_](?=[\w-]*\d)[\w-]{2,}$/i;
const VERSION = /^v\d{1,3}$/i;
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
/** No page's name is longer; also bounds what the patterns may cost. */
const MAX_NAME = 200;
/** Opaque tokens (nanoid, base64url, slugs ending in a code): long, with digits and letters mixed. */
const OPAQUE = /^(?=.*\d)(?=.*[a-z])[\w-]{16,}$/i;

/**
 * The address without what identifies a person or a record: no query, no fragment (but hash routes stay), and path
 * segments that look like ids become `:id`, so that every project's page is the same page.
 */
export function canonicalUrl(url: string): string {
  const { origin, segments } = parseUrl(url);
  const path = segments.map((segment) => (isIdentifying(segment) ? ":id" : segment)).join("/");
  return `${origin}/${path}`;
}

function isIdentifying(segment: string): boolean {
  if (segment.length > MAX_NAME) return true;
  const text = decode(segment);
  if (VERSION.test(text)) return false;
  return (
    NUMBER.test(text) ||
    UUID.test(text) ||
    LONG_HEX.test(text) ||
    EMAIL.test(text) ||
    PREFIXED.test(text) ||
    OPAQUE.test(text)
  );
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
