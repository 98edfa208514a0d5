import type * as z from "zod";
import type { SessionRecord } from "../ports/store.ts";
import { isMistypedKey } from "../products/key-format.ts";
import type { HttpContext, HttpDependencies, Product } from "./dependencies.ts";
import { enforceLimit } from "./enforce-limit.ts";
import { isOriginAllowed, isSelfOrigin } from "./origin.ts";
import { HttpProblem } from "./problem.ts";
import { parseBody, readJson } from "./read-json.ts";
import type { SessionClaims } from "./session-token.ts";

export interface AuthorisedSession {
  readonly product: Product;
  readonly session: SessionRecord;
  readonly claims: SessionClaims;
}

const UNAUTHORISED = { headers: { "www-authenticate": "Bearer" } };

export function bearer(context: HttpContext): string | undefined {
  const header = context.req.header("authorization");
  return header?.toLowerCase().startsWith("bearer ") ? header.slice(7).trim() : undefined;
}

/** The product of a publishable key, used from one of its own origins. Throws HttpProblem. */
export function authoriseKey(context: HttpContext, dependencies: HttpDependencies): Product {
  const { products, config } = dependencies;
  const key = bearer(context);
  if (key === undefined) {
    throw new HttpProblem("key_missing", "Send the publishable key: Authorization: Bearer pk_…", UNAUTHORISED);
  }
  const product = products.byKey(key);
  if (product === undefined && key.startsWith("pk_") && isMistypedKey(key)) {
    const detail = "This key is mistyped or was cut off: copy the publishable key (pk_…) again, as a whole.";
    throw new HttpProblem("key_malformed", detail, UNAUTHORISED);
  }
  if (product === undefined) {
    const detail = key.startsWith("sk_")
      ? "This is a secret key; pages use the publishable one (pk_…). Rotate the secret key: it has been in a page."
      : "No product has this publishable key.";
    throw new HttpProblem("key_unknown", detail, UNAUTHORISED);
  }
  const origin = context.req.header("origin");
  if (origin === undefined) {
    throw new HttpProblem("origin_missing", "Publishable keys work from pages only: the request has no Origin.");
  }
  checkOrigin(context, product, config.server.publicUrl);
  context.set("productId", product.id);
  enforceLimit(context, dependencies, "publishable_key", key);
  return product;
}

/**
 * The session a token is bound to. The id in the token is the authority: ids in paths or bodies never are.
 * `bodyToken` is for beacons, which can set no header. Throws HttpProblem.
 */
export async function authoriseSession(
  context: HttpContext,
  dependencies: HttpDependencies,
  bodyToken?: string,
): Promise<AuthorisedSession> {
  const token = bearer(context) ?? bodyToken;
  if (token === undefined) {
    throw new HttpProblem("token_missing", "Send the session token: Authorization: Bearer …", UNAUTHORISED);
  }
  return sessionOfClaims(context, dependencies, await dependencies.tokens.verify(token));
}

/** The session that something already proved speaks for, if it still does. Throws HttpProblem. */
export async function sessionOfClaims(
  context: HttpContext,
  dependencies: HttpDependencies,
  claims: SessionClaims,
): Promise<AuthorisedSession> {
  const { products, engine, config } = dependencies;
  const product = products.byId(claims.productId);
  const session = product === undefined ? undefined : await engine.find(product.id, claims.sessionId);
  if (product === undefined || session === undefined) {
    throw new HttpProblem("token_invalid", "The session of this token is gone; call POST /v1/session again.");
  }
  if (claims.generation !== session.generation) {
    throw new HttpProblem("token_expired", "The session's identity changed; call POST /v1/session again.");
  }
  checkOrigin(context, product, config.server.publicUrl);
  context.set("productId", product.id);
  enforceLimit(context, dependencies, "session", `${product.id}\u0000${session.sessionId}`);
  return { product, session, claims };
}

/**
 * The session and the checked body of a request. Who is asking is settled before anything they sent is read, except for
 * beacons, whose token is in the body. Throws HttpProblem.
 */
export async function authoriseBody<Body extends { readonly token?: string }>(
  context: HttpContext,
  dependencies: HttpDependencies,
  schema: z.ZodType<Body>,
): Promise<AuthorisedSession & { readonly body: Body }> {
  if (bearer(context) !== undefined) {
    const authorised = await authoriseSession(context, dependencies);
    return { ...authorised, body: parseBody(schema, await readJson(context.req.raw)) };
  }
  const body = parseBody(schema, await readJson(context.req.raw));
  return { ...(await authoriseSession(context, dependencies, body.token)), body };
}

/** Requests without an Origin come from no foreign page; the token alone then decides. */
function checkOrigin(context: HttpContext, product: Product, publicUrl: string | null): void {
  const origin = context.req.header("origin");
  if (origin === undefined) return;
  const isSelf = isSelfOrigin(origin, context.req.header("host"), publicUrl);
  if (isOriginAllowed(origin, product.origins, isSelf)) return;
  throw new HttpProblem(
    "origin_not_allowed",
    `Pages of ${origin.slice(0, 200)} may not use this key; add the origin to the product's origins.`,
  );
}
