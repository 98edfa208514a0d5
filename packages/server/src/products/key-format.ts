import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import type { KeyKind } from "../ports/product-store.ts";

/** What a key begins with says what it is for: a person or a scanner can tell without asking anybody. */
export const KEY_PREFIX: Readonly<Record<KeyKind, string>> = {
  publishable: "pk_live_",
  secret: "sk_live_",
  restricted: "rk_live_",
  admin: "ak_live_",
};

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 32 bytes in base 62, and 32 bits of checksum. */
const BODY_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const OURS = /^(?:pk|sk|rk|ak)_live_/;
const WHOLE = new RegExp(`^(?:pk|sk|rk|ak)_live_[0-9A-Za-z]{${BODY_LENGTH + CHECKSUM_LENGTH}}$`);

/** A new key: prefix, 256 random bits in base 62, and a checksum of both. */
export function createKey(kind: KeyKind): string {
  const body = `${KEY_PREFIX[kind]}${inBase62(BigInt(`0x${randomBytes(32).toString("hex")}`), BODY_LENGTH)}`;
  return body + checksum(body);
}

/** Whether a text wants to be one of our keys and cannot be: mistyped, or cut off when it was copied. Nothing is looked up. */
export function isMistypedKey(text: string): boolean {
  if (!OURS.test(text)) return false;
  return !WHOLE.test(text) || checksum(text.slice(0, -CHECKSUM_LENGTH)) !== text.slice(-CHECKSUM_LENGTH);
}

/** How keys are stored and found. Finding a digest takes the same time whatever was guessed. */
export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** With what sources sign: 256 random bits. */
export function createWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64url")}`;
}

function checksum(text: string): string {
  return inBase62(BigInt(crc32(text)), CHECKSUM_LENGTH);
}

function inBase62(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest /= 62n) text = DIGITS.charAt(Number(rest % 62n)) + text;
  return text;
}
