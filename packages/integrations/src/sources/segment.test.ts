import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { aRequest } from "../../test/a-request.ts";
import { parseAll, titlesOf } from "../../test/labelled.ts";
import { nodeTools } from "../../test/node-tools.ts";
import { recordedRequests } from "../../test/recorded-requests.ts";
import { segment } from "./segment.ts";
import { describeSource } from "./source/source.contract.ts";

const browser = recordedRequests("segment-analytics-next-1.84");
const node = recordedRequests("segment-analytics-node-3.1");

describe("libraries", () => {
  describeSource(segment, { options: {}, valid: [...browser, ...node] });

  test("the browser's: page, track, identify, group", () => {
    const { events, identities, dropped } = parseAll(segment, browser);
    expect(titlesOf(events)).toEqual(["Viewed Home", "Clicked"]);
    const anonymousId = "1dae5cfe-31b0-4f8a-9648-32c24330de71";
    expect(identities).toMatchObject([
      { type: "identified", userId: "u1", anonymousId, email: "a@b" },
      { type: "described", userId: "u1", anonymousId, traits: { organization_id: "g1" } },
    ]);
    expect(dropped).toEqual([]);
    expect(events[0]).toMatchObject({
      userId: "u1",
      anonymousId,
      sentAt: 1_795_178_376_032,
      event: { type: "page_view", url: "http://app.example.com/", at: 1_795_178_376_011 },
    });
    expect(events[1]?.event).toMatchObject({ type: "custom", name: "Clicked", properties: { x: 1 } });
  });

  test("the server's: a batch", () => {
    const { events, identities } = parseAll(segment, node);
    expect(titlesOf(events)).toEqual(["Order", "Viewed Home"]);
    expect(events[1]?.event.url).toBe("http://x/y");
    expect(identities.map(({ type }) => type)).toEqual(["identified", "described"]);
  });

  test("the write key, from basic authentication or the body", () => {
    expect(segment.parse(browser[0] as never, {}, nodeTools).key).toBe("wk_test");
    expect(segment.parse({ ...(browser[0] as never as object), headers: {} } as never, {}, nodeTools).key).toBe(
      "wk_test",
    );
  });

  test("the path names the call where the body does not", () => {
    const request = aRequest({ event: "Signed up", userId: "u1" }, { path: "/v1/track" });
    expect(titlesOf(segment.parse(request, {}, nodeTools).events)).toEqual(["Signed up"]);
  });

  test("alias joins two ids", () => {
    const request = aRequest({ type: "alias", userId: "u1", previousId: "anon-1", messageId: "m1" });
    expect(segment.parse(request, {}, nodeTools).identities).toEqual([
      { type: "aliased", id: "m1", userId: "u1", alias: "anon-1" },
    ]);
  });

  test("traits of a visitor without a user id describe the visitor", () => {
    const request = aRequest({
      type: "identify",
      anonymousId: "a1",
      messageId: "m1",
      traits: { plan: "free", email: "a@b" },
    });
    expect(segment.parse(request, {}, nodeTools).identities).toEqual([
      { type: "described", id: "m1", anonymousId: "a1", email: "a@b", traits: { plan: "free" } },
    ]);
  });
});

describe("webhook destination", () => {
  const secret = "shared-secret-1";
  const sign = (body: Uint8Array) => ({ "x-signature": createHmac("sha1", secret).update(body).digest("hex") });
  const forwarded = {
    type: "page",
    messageId: "m1",
    userId: "u1",
    originalTimestamp: "2026-11-20T13:36:00.000Z",
    sentAt: "2026-11-20T13:36:01.000Z",
    receivedAt: "2026-11-20T12:36:01.000Z",
    timestamp: "2026-11-20T12:36:00.000Z",
    properties: { title: "Pricing · Acme", url: "https://acme.example/pricing?utm=1", path: "/pricing" },
  };
  const request = aRequest(forwarded);
  const valid = [{ ...request, headers: sign(request.body) }];

  describeSource(segment, { options: { secret }, valid, sign });

  test("times that Segment has corrected are not corrected again", () => {
    const { events } = parseAll(segment, valid, { secret });
    expect(titlesOf(events)).toEqual(["Viewed Pricing"]);
    expect(events[0]).toMatchObject({ receivedAtHint: 1_795_178_161_000, event: { at: 1_795_178_160_000 } });
    expect(events[0]?.sentAt).toBeUndefined();
    expect(events[0]?.event.url).toBe("https://acme.example/pricing");
  });

  test("a batch of which only the first event is signed is refused", () => {
    const batch = aRequest([forwarded, { ...forwarded, messageId: "m2" }]);
    const first = sign(Buffer.from(JSON.stringify(forwarded)));
    expect(segment.parse({ ...batch, headers: first }, { secret }, nodeTools).problems[0]?.code).toBe(
      "signature_invalid",
    );
  });
});
