import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signLinkToken, verifyLinkToken } from "./link-token.ts";

const SECRET = "0123456789abcdef0123456789abcdef";
const NOW = 1_700_000_000_000;
const LINK = { productId: "acme", sessionId: "s1", conversationId: "c1" };
const token = signLinkToken(LINK, { secret: SECRET, now: NOW });
const verify = (text: string, secrets = [SECRET], now = NOW) => verifyLinkToken(text, { secrets, now });

/** A token made by hand, as another system or an attacker would. */
function forge(claims: object, { secret = SECRET, alg = "HS256" } = {}): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg, typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

const claims = { aud: "usher:link", sub: "s1", product_id: "acme", conversation_id: "c1", exp: NOW / 1_000 + 60 };

describe("a link token", () => {
  test("states its link to whoever has the secret, old or new", () => {
    expect(verify(token)).toEqual(LINK);
    expect(verify(token, ["another-secret-of-32-characters!!", SECRET])).toEqual(LINK);
    expect(verify(forge(claims))).toEqual(LINK);
  });

  test("is good for ten minutes", () => {
    expect(verify(token, [SECRET], NOW + 599_999)).toEqual(LINK);
    expect(verify(token, [SECRET], NOW + 600_000)).toBeUndefined();
  });

  test.each([
    ["another secret", forge(claims, { secret: "another-secret-of-32-characters!!" })],
    ["no algorithm", forge(claims, { alg: "none" })],
    ["another purpose", forge({ ...claims, aud: "page" })],
    ["no end", forge({ ...claims, exp: undefined })],
    ["no session", forge({ ...claims, sub: " " })],
    ["an id that is no text", forge({ ...claims, conversation_id: 5 })],
    ["no signature", token.slice(0, token.lastIndexOf(".") + 1)],
    ["a part too many", `${token}.x`],
    ["nothing", ""],
    ["very much", "x".repeat(10_000)],
  ])("with %s is refused", (_, text) => {
    expect(verify(text)).toBeUndefined();
  });

  test("no other text passes, whatever it is", () => {
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        const result = verify(changed);
        // The last character of base64 holds bits that say nothing.
        return result === undefined || changed.slice(0, -1) === token.slice(0, -1);
      }),
    );
  });

  test("a short secret is refused", () => {
    expect(() => signLinkToken(LINK, { secret: "short", now: NOW })).toThrow(
      expect.objectContaining({ path: "secret" }),
    );
  });
});
