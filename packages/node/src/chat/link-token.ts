import { createHmac, timingSafeEqual } from "node:crypto";
import { type EpochMs, UsherError } from "@usher/core";

/** Says that a conversation belongs to a session. */
export interface ConversationLink {
  readonly productId: string;
  readonly sessionId: string;
  readonly conversationId: string;
}

export interface SignLinkOptions {
  /** At least 32 characters; the receiver has the same. */
  readonly secret: string;
  readonly now: EpochMs;
  /** Default 600,000 (10 minutes). */
  readonly lifetimeMs?: number;
}

const HEADER = encode({ alg: "HS256", typ: "JWT" });
/** Keeps a token made for something else from passing as a link. */
const AUDIENCE = "usher:link";
const MIN_SECRET_CHARS = 32;
const MAX_TOKEN_CHARS = 4_096;

/**
 * A signed statement that a conversation belongs to a session, to be passed through a page or a chat vendor. A session
 * id alone is no proof: whoever has seen one could attach their conversation to it. It is a JWT (HS256), so that any
 * language can make one: `aud`, `sub` (the session), `product_id`, `conversation_id`, `iat`, `exp`.
 */
export function signLinkToken(link: ConversationLink, options: SignLinkOptions): string {
  const issuedAtS = Math.floor(options.now / 1_000);
  const claims = {
    aud: AUDIENCE,
    sub: link.sessionId,
    product_id: link.productId,
    conversation_id: link.conversationId,
    iat: issuedAtS,
    exp: issuedAtS + Math.ceil((options.lifetimeMs ?? 600_000) / 1_000),
  };
  const signed = `${HEADER}.${encode(claims)}`;
  return `${signed}.${sign(checkSecret(options.secret), signed).toString("base64url")}`;
}

/** The link a token states; undefined unless it is genuine and still good. Several secrets allow one to be replaced. */
export function verifyLinkToken(
  token: string,
  options: { readonly secrets: readonly string[]; readonly now: EpochMs },
): ConversationLink | undefined {
  if (token.length > MAX_TOKEN_CHARS) return undefined;
  const [header, body, signature, ...rest] = token.split(".");
  if (!header || !body || !signature || rest.length > 0) return undefined;
  const given = Buffer.from(signature, "base64url");
  // Node reads `+` as `-` and ignores spare bits: a signature has one spelling, so that a token can be recognised.
  if (given.toString("base64url") !== signature) return undefined;
  const genuine = options.secrets.map((secret) => {
    const expected = sign(checkSecret(secret), `${header}.${body}`);
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  // Only this algorithm was ever used: a header that names another is not one of ours, whoever signed it.
  if (!genuine.includes(true) || header !== HEADER) return undefined;
  const claims = decode(body);
  const { aud, exp, sub, product_id: productId, conversation_id: conversationId } = claims;
  if (aud !== AUDIENCE || typeof exp !== "number" || options.now >= exp * 1_000) return undefined;
  if (!isId(sub) || !isId(productId) || !isId(conversationId)) return undefined;
  return { productId, sessionId: sub, conversationId };
}

function checkSecret(secret: string): string {
  if (secret.length >= MIN_SECRET_CHARS) return secret;
  throw new UsherError("option_invalid", `secret needs at least ${MIN_SECRET_CHARS} characters`, { path: "secret" });
}

function sign(secret: string, text: string): Buffer {
  return createHmac("sha256", secret).update(text).digest();
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isId(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}
