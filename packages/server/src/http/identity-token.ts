import { jwtVerify } from "jose";
import { HttpProblem } from "./problem.ts";

/** A backend may sign an identity for at most this long ahead. */
const MAX_LIFETIME_S = 3_600;

/**
 * Checks that the product's backend vouches for a user: HS256, `sub` equal to the claimed id, `exp` at most an hour
 * ahead. Either of two secrets may have signed it, so that they can be rotated. Returns when the proof ends, epoch
 * milliseconds. Throws HttpProblem `identity_invalid`.
 */
export async function verifyIdentity(
  token: string,
  userId: string,
  secrets: readonly string[],
  nowMs: number,
): Promise<number> {
  for (const secret of secrets) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ["HS256"],
        requiredClaims: ["sub", "exp"],
        currentDate: new Date(nowMs),
        clockTolerance: 30,
      });
      const isShort = Number(payload.exp) - nowMs / 1_000 <= MAX_LIFETIME_S + 30;
      if (payload.sub === userId && isShort) return Number(payload.exp) * 1_000;
    } catch {
      // The other secret may fit; which check failed is nobody's business but the backend's.
    }
  }
  throw new HttpProblem(
    "identity_invalid",
    "The identity token does not prove this user: sign { sub, exp } with HS256 and the product's identity secret, exp at most one hour ahead.",
  );
}
