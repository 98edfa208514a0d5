import type { IdentityLevel } from "@usher/core";
import { errors, jwtVerify, SignJWT } from "jose";
import { type BoundedMap, createBoundedMap } from "../engine/bounded-map.ts";
import { HttpProblem } from "./problem.ts";

/** What a session token proves. */
export interface SessionClaims {
  readonly productId: string;
  readonly sessionId: string;
  /** The session's identity generation when the token was made; older ones are refused. */
  readonly generation: number;
  readonly level: IdentityLevel;
  readonly expiresAtS: number;
}

export interface SessionTokens {
  create(claims: Omit<SessionClaims, "expiresAtS">): Promise<string>;
  /** Throws HttpProblem `token_expired` or `token_invalid`. */
  verify(token: string): Promise<SessionClaims>;
  readonly lifetimeS: number;
}

const ISSUER = "usher";

/** HS256 JWTs with the installation's own secret. A verified token is remembered until it expires: pages send the same one often. */
export function createSessionTokens(secret: string, nowMs: () => number, lifetimeS = 900): SessionTokens {
  const key = crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign", "verify"],
  );
  const verified: BoundedMap<SessionClaims> = createBoundedMap(10_000);
  return {
    lifetimeS,

    async create({ productId, sessionId, generation, level }) {
      const issuedAtS = Math.floor(nowMs() / 1_000);
      return new SignJWT({ sid: sessionId, gen: generation, lvl: level })
        .setProtectedHeader({ alg: "HS256" })
        .setIssuer(ISSUER)
        .setAudience(productId)
        .setIssuedAt(issuedAtS)
        .setExpirationTime(issuedAtS + lifetimeS)
        .sign(await key);
    },

    async verify(token) {
      const known = verified.get(token);
      if (known !== undefined) {
        if (known.expiresAtS * 1_000 > nowMs()) return known;
        verified.delete(token);
        throw expired();
      }
      try {
        const { payload } = await jwtVerify(token, await key, {
          issuer: ISSUER,
          algorithms: ["HS256"],
          currentDate: new Date(nowMs()),
        });
        const claims: SessionClaims = {
          productId: String(payload.aud),
          sessionId: String(payload.sid),
          generation: Number(payload.gen),
          level: payload.lvl as IdentityLevel,
          expiresAtS: Number(payload.exp),
        };
        verified.set(token, claims);
        return claims;
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw expired();
        throw new HttpProblem("token_invalid", "This is not a session token of this server.");
      }
    },
  };
}

function expired(): HttpProblem {
  return new HttpProblem("token_expired", "The session token has expired; call POST /v1/session again.");
}
