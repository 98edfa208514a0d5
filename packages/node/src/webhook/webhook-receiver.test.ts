import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ManualClock } from "../testing/manual-clock.ts";
import { signWebhook } from "./sign-webhook.ts";
import type { WebhookReceiverOptions } from "./webhook-options.ts";
import { WebhookReceiver } from "./webhook-receiver.ts";

const NOW = 1_700_000_000_000;
const SECRET = "a-long-enough-secret";
const BODY = JSON.stringify({
  type: "actions",
  product_id: "acme",
  session_id: "s1",
  actions: [{ title: "Clicked Export" }],
  forwarded_at: NOW / 1_000,
});

function receive(options: Partial<WebhookReceiverOptions> = {}): {
  receiver: WebhookReceiver;
  clock: ManualClock;
  seen: string[];
} {
  const clock = new ManualClock(NOW);
  const seen: string[] = [];
  const onActions = (payload: { actions: readonly { title: string }[] }) => seen.push(payload.actions[0]?.title ?? "");
  const receiver = new WebhookReceiver({ secret: SECRET, clock, onActions, ...options });
  return { receiver, clock, seen };
}

const signed = (id = "msg_1", at = NOW, body = BODY) => signWebhook(body, { secret: SECRET, id, now: at });
const connectorOnly = (body = BODY, secret = SECRET) =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

describe("closed by default", () => {
  test.each([[{}], [{ secret: "" }], [{ secret: "  " }], [{ secret: [] }], [{ secret: ["good", ""] }]])(
    "%j is refused at construction",
    (options) => {
      expect(() => new WebhookReceiver(options)).toThrow(
        expect.objectContaining({ code: "webhook_secret_missing", path: "secret" }),
      );
    },
  );

  test("accepting unsigned webhooks must be said, and excludes a secret", async () => {
    const receiver = new WebhookReceiver({ acceptUnsigned: true });
    expect((await receiver.handle(BODY, null)).type).toBe("handled");
    expect(() => new WebhookReceiver({ acceptUnsigned: true, secret: "x" })).toThrow(
      expect.objectContaining({ path: "acceptUnsigned" }),
    );
  });

  test.each([
    ["nothing", {}],
    ["null", null],
    ["an empty signature", { "x-connector-signature": "" }],
    ["another secret", connectorOnly(BODY, "wrong")],
    ["upper case", connectorOnly().toUpperCase()],
    ["no prefix", connectorOnly().slice("sha256=".length)],
    ["characters outside ASCII", `sha256=${"é".repeat(64)}`],
    ["the signature twice", { "x-connector-signature": [connectorOnly(), connectorOnly()] }],
  ])("%s is rejected, and no handler is called", async (_, headers) => {
    const { receiver, seen } = receive();
    expect(await receiver.handle(BODY, headers)).toMatchObject({ type: "rejected" });
    expect(seen).toEqual([]);
  });

  test("one changed byte is noticed, in either scheme", async () => {
    const { receiver } = receive();
    const changed = BODY.replace("s1", "s2");
    expect(await receiver.handle(changed, connectorOnly())).toEqual({ type: "rejected", reason: "signature_invalid" });
    expect(await receiver.handle(changed, signed())).toEqual({ type: "rejected", reason: "signature_invalid" });
  });
});

describe("Standard Webhooks", () => {
  test("the published example of the specification verifies", () => {
    const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const receiver = new WebhookReceiver({ secret, clock: new ManualClock(1_614_265_330_000) });
    const headers = {
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    };
    expect(receiver.verify('{"test": 2432232314}', headers)).toBe(true);
    expect(receiver.verify('{"test": 2432232315}', headers)).toBe(false);
  });

  test.each([
    [-300_000, "handled"],
    [300_000, "handled"],
    [-301_000, "rejected"],
    [301_000, "rejected"],
  ])("signed %i ms from now: %s", async (offset, type) => {
    const { receiver } = receive();
    expect((await receiver.handle(BODY, signed("msg_1", NOW + offset))).type).toBe(type);
  });

  test("damaged headers do not lead to the scheme without a timestamp", async () => {
    const { receiver } = receive();
    const { "webhook-signature": _, ...rest } = signed();
    expect(await receiver.handle(BODY, rest)).toEqual({ type: "rejected", reason: "signature_missing" });
    expect(await receiver.handle(BODY, { ...signed(), "webhook-timestamp": "1.5" })).toEqual({
      type: "rejected",
      reason: "timestamp_invalid",
    });
    expect(await receiver.handle(BODY, { ...signed(), "webhook-timestamp": String(NOW / 1_000 + 1) })).toEqual({
      type: "rejected",
      reason: "signature_invalid",
    });
  });

  test("while a secret is replaced, both verify; several signatures in one header do as well", async () => {
    const { receiver } = receive({ secret: ["new", SECRET] });
    expect((await receiver.handle(BODY, signed("1"))).type).toBe("handled");
    const both = signed("2");
    both["webhook-signature"] = `v1,AAAA v2,zzz ${both["webhook-signature"]}`;
    expect((await receiver.handle(BODY, both)).type).toBe("handled");
    expect((await receiver.handle(`${BODY} `, connectorOnly(`${BODY} `))).type).toBe("handled");
  });

  test("it can be made the only scheme", async () => {
    const { receiver } = receive({ schemes: ["standard"] });
    expect(await receiver.handle(BODY, connectorOnly())).toEqual({ type: "rejected", reason: "signature_missing" });
  });
});

describe("one delivery, one effect", () => {
  test("a repeated id is a duplicate; another id with the same content is not", async () => {
    const { receiver, seen } = receive();
    expect((await receiver.handle(BODY, signed("1"))).type).toBe("handled");
    expect((await receiver.handle(BODY, signed("1", NOW + 5_000))).type).toBe("duplicate");
    expect((await receiver.handle(BODY, signed("2"))).type).toBe("handled");
    expect(seen).toHaveLength(2);
  });

  test("a recording whose id and moment were cut off is recognised by its content", async () => {
    const { receiver, seen } = receive();
    await receiver.handle(BODY, signed("1"));
    expect((await receiver.handle(BODY, connectorOnly())).type).toBe("duplicate");
    expect(seen).toHaveLength(1);
  });

  test("signed without a moment, a payload may be a day old: as long as repeats are recognised", async () => {
    const { receiver, clock } = receive();
    await clock.advance(86_400_000);
    expect((await receiver.handle(BODY, connectorOnly())).type).toBe("handled");
    await clock.advance(1_000);
    expect(await receiver.handle(BODY, connectorOnly())).toEqual({
      type: "rejected",
      reason: "timestamp_out_of_range",
    });
    const lenient = receive({ maxAgeMs: null });
    await lenient.clock.advance(10 * 86_400_000);
    expect((await lenient.receiver.handle(BODY, connectorOnly())).type).toBe("handled");
  });

  test("after a failure the same delivery may come again", async () => {
    let fails = true;
    const { receiver } = receive({
      onActions: () => {
        if (fails) throw new Error("database is down");
      },
    });
    const failed = await receiver.handle(BODY, signed("1"));
    expect(failed).toMatchObject({ type: "failed", error: { code: "handler_failed" } });
    fails = false;
    expect((await receiver.handle(BODY, signed("1"))).type).toBe("handled");
    expect((await receiver.handle(BODY, signed("1"))).type).toBe("duplicate");
  });

  test("the same delivery twice at once is handled once", async () => {
    let finish = (): void => {};
    const { receiver } = receive({
      onActions: () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    });
    const first = receiver.handle(BODY, signed("1"));
    expect((await receiver.handle(BODY, signed("1"))).type).toBe("busy");
    finish();
    expect((await first).type).toBe("handled");
  });

  test("a delivery log that fails is a failure, not a success", async () => {
    const broken = () => Promise.reject(new Error("no connection"));
    const { receiver } = receive({ deliveries: { begin: broken, finish: broken, forget: broken } });
    expect((await receiver.handle(BODY, signed())).type).toBe("failed");
  });
});

describe("bodies", () => {
  const handle = (body: string | Uint8Array) => new WebhookReceiver({ acceptUnsigned: true }).handle(body, null);

  test.each([
    ["not JSON", "{"],
    ["a list", "[]"],
    ["null", "null"],
    ["a number", "5"],
    ["no type", "{}"],
    ["not UTF-8", new Uint8Array([0xff, 0xfe, 0x7b])],
    ["actions that are not objects", '{"type":"actions","actions":[1]}'],
  ])("%s is unreadable", async (_, body) => {
    expect((await handle(body)).type).toBe("unreadable");
  });

  test("a type from a later version is acknowledged, and reachable", async () => {
    const others: unknown[] = [];
    const receiver = new WebhookReceiver({ acceptUnsigned: true, onOther: (data) => others.push(data.type) });
    expect((await receiver.handle('{"type":"usertour_trigger"}', null)).type).toBe("ignored");
    expect(others).toEqual(["usertour_trigger"]);
  });

  test("ten thousand nested lists do no harm", async () => {
    const deep = `{"type":"summary","x":${"[".repeat(10_000)}${"]".repeat(10_000)}}`;
    expect((await handle(deep)).type).toBe("handled");
  });

  test("too many bytes are not even verified", async () => {
    const receiver = new WebhookReceiver({ secret: SECRET, maxBodyBytes: 10 });
    expect(await receiver.handle(BODY, signed())).toEqual({ type: "rejected", reason: "too_large" });
  });
});
