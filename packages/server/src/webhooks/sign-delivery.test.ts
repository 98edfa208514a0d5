import { createHmac, timingSafeEqual } from "node:crypto";
import { WebhookReceiver } from "@usher/node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createWebhookSecret, signDelivery } from "./sign-delivery.ts";

const NOW = 1_750_000_000_000;
const BODY = JSON.stringify({
  type: "summary",
  product_id: "acme",
  session_id: "s1",
  summary: "Ada opened “Billing” ✓",
  replaces: 3,
  forwarded_at: NOW / 1_000,
});

/** Written from the Standard Webhooks specification 1.0.0 alone, not from the code under test. */
function standardWebhooksVerify(secret: string, headers: Readonly<Record<string, string>>, body: string, nowS: number) {
  const id = headers["webhook-id"] ?? "";
  const timestamp = headers["webhook-timestamp"] ?? "";
  if (id === "" || id.includes(".") || !/^\d+$/.test(timestamp)) return false;
  if (Math.abs(nowS - Number(timestamp)) > 300) return false;
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  if (key.length < 24 || key.length > 64) return false;
  const expected = createHmac("sha256", key)
    .update(Buffer.from(`${id}.${timestamp}.${body}`, "utf8"))
    .digest();
  return (headers["webhook-signature"] ?? "").split(" ").some((entry) => {
    const [version, signature = ""] = entry.split(",");
    const given = Buffer.from(signature, "base64");
    return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function sign(secrets: readonly string[], attempt = 1, now = NOW): Readonly<Record<string, string>> {
  return signDelivery({ secrets, id: "msg_1", now, attempt, body: BODY });
}

test("a secret is whsec_ and 32 random bytes", () => {
  const secret = createWebhookSecret();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(createWebhookSecret()).not.toBe(secret);
});

test("the specification's own example comes out", () => {
  // https://github.com/standard-webhooks/standard-webhooks, test vectors of the reference libraries.
  const headers = signDelivery({
    secrets: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    now: 1_614_265_330_000,
    attempt: 1,
    body: '{"test": 2432232314}',
  });
  expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});

test("the id stays over attempts; the moment and with it the signature are the attempt's own", () => {
  const secrets = [createWebhookSecret()];
  const [first, later] = [sign(secrets), sign(secrets, 2, NOW + 5_000)];
  expect(later?.["webhook-id"]).toBe(first?.["webhook-id"]);
  expect(Number(later?.["webhook-timestamp"]) - Number(first?.["webhook-timestamp"])).toBe(5);
  expect(later?.["webhook-signature"]).not.toBe(first?.["webhook-signature"]);
});

test("the secret itself is in no header", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 24 }), (text) => {
      for (const secret of [text, createWebhookSecret()]) {
        const sent = JSON.stringify(sign([secret]));
        expect(sent).not.toContain(secret);
        expect(sent).not.toContain(secret.replace("whsec_", ""));
      }
    }),
  );
});

describe.each([
  ["whsec_ and base64", createWebhookSecret()],
  ["plain text", "a plain secret of many characters"],
])("@usher/node's receiver, secret as %s", (_, secret) => {
  const receive = (headers: Readonly<Record<string, string>>, options: object = {}) =>
    new WebhookReceiver({ secret, clock: { now: () => NOW, after: () => () => {} }, ...options }).handle(
      Buffer.from(BODY),
      headers,
    );

  test("takes the Standard Webhooks headers", async () => {
    expect(await receive(sign([secret]), { schemes: ["standard"] })).toMatchObject({ type: "handled" });
  });

  test("takes the connector signature alone, as older receivers do", async () => {
    const { "x-connector-signature": signature = "" } = sign([secret]);
    expect(await receive({ "x-connector-signature": signature })).toMatchObject({ type: "handled" });
  });

  test("refuses another secret's signatures", async () => {
    expect(await receive(sign([createWebhookSecret()]))).toEqual({ type: "rejected", reason: "signature_invalid" });
  });

  test("during a rotation, both the new and the old secret verify", async () => {
    const other = createWebhookSecret();
    for (const secrets of [
      [secret, other],
      [other, secret],
    ]) {
      expect(await receive(sign(secrets), { schemes: ["standard"] })).toMatchObject({ type: "handled" });
    }
  });
});

test("during a rotation, a receiver of the connector signature is given both in turn", () => {
  const mac = (secret: string) => `sha256=${createHmac("sha256", secret).update(BODY).digest("hex")}`;
  const sent = [1, 2, 3].map((attempt) => sign(["new", "old"], attempt)["x-connector-signature"]);
  expect(sent).toEqual([mac("new"), mac("old"), mac("new")]);
  expect(sign(["only"], 2)["x-connector-signature"]).toBe(mac("only"));
});

test("an independent verification from the specification agrees", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 0, max: 4_000_000_000_000 }), (body, now) => {
      const secrets = [createWebhookSecret(), createWebhookSecret()];
      const headers = signDelivery({ secrets, id: "msg_x", now, attempt: 1, body });
      const nowS = Math.floor(now / 1_000);
      for (const secret of secrets) expect(standardWebhooksVerify(secret, headers, body, nowS)).toBe(true);
      expect(standardWebhooksVerify(secrets[0] ?? "", headers, `${body} `, nowS)).toBe(false);
      expect(standardWebhooksVerify(secrets[0] ?? "", headers, body, nowS + 301)).toBe(false);
      expect(standardWebhooksVerify(createWebhookSecret(), headers, body, nowS)).toBe(false);
    }),
  );
});
