import { decodeJwt, jwtVerify } from "jose";
import type { Products } from "../../../products/product.ts";
import { HttpProblem } from "../../problem.ts";

/** What a signed link states. */
export interface LinkClaims {
  readonly productId: string;
  readonly sessionId: string;
  readonly conversationId: string;
}

const AUDIENCE = "usher:link";
const MAX_TOKEN_CHARS = 4_096;

/**
 * The link that a product's backend signed (HS256, `aud: "usher:link"`, with an identity or webhook secret of the
 * product). Throws HttpProblem `link_invalid`, whatever is wrong with it.
 */
export async function verifyLink(token: string, products: Products, now: number): Promise<LinkClaims> {
  const named = token.length > MAX_TOKEN_CHARS ? undefined : namedProduct(token);
  const product = named === undefined ? undefined : products.byId(named);
  for (const secret of [...(product?.identitySecrets ?? []), ...(product?.webhookSecrets ?? [])]) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ["HS256"],
        audience: AUDIENCE,
        requiredClaims: ["sub", "exp", "conversation_id"],
        currentDate: new Date(now),
      });
      const { sub, product_id: productId, conversation_id: conversationId } = payload;
      if (isId(sub) && isId(conversationId) && isId(productId) && productId === product?.id) {
        return { productId, sessionId: sub, conversationId };
      }
    } catch {
      // Another secret may fit; which check failed is nobody's business but the backend's.
    }
  }
  throw new HttpProblem(
    "link_invalid",
    'The link token is not genuine or no longer good: sign it with HS256 and a secret of the product, aud "usher:link".',
  );
}

function namedProduct(token: string): string | undefined {
  try {
    const { product_id: productId } = decodeJwt(token);
    return typeof productId === "string" ? productId : undefined;
  } catch {
    return undefined;
  }
}

function isId(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "" && value.length <= 256;
}
