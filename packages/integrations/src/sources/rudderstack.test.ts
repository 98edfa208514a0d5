import { describe, expect, test } from "vitest";
import { aRequest } from "../../test/a-request.ts";
import { parseAll, titlesOf } from "../../test/labelled.ts";
import { recordedRequests } from "../../test/recorded-requests.ts";
import { rudderstack } from "./rudderstack.ts";
import { describeSource } from "./source/source.contract.ts";

const browser = recordedRequests("rudderstack-js-3.34");

describe("library", () => {
  describeSource(rudderstack, { options: {}, valid: browser });

  test("page, track and identify, with the session and the email of the context", () => {
    const { events, identities } = parseAll(rudderstack, browser);
    const anonymousId = "0e6f184c-4b62-4d91-bbb5-c5abcfe9216e";
    expect(titlesOf(events)).toEqual(["Viewed Home", "Clicked"]);
    expect(identities).toMatchObject([{ type: "identified", userId: "u1", anonymousId, email: "a@b" }]);
    expect(events[0]).toMatchObject({
      // The library numbers sessions by the moment they began.
      sessionId: `${anonymousId}:1795178379617`,
      userId: "u1",
      email: "a@b",
      sentAt: 1_795_178_379_626,
      event: { url: "http://app.example.com/p2", at: 1_795_178_379_625 },
    });
    expect(events[1]?.event.url).toBe("http://app.example.com/p2");
  });
});

describe("webhook destination", () => {
  const secret = "bearer-secret-1";
  const sign = () => ({ authorization: `Bearer ${secret}` });
  const call = { type: "track", event: "Signed up", userId: "u1", messageId: "m1", receivedAt: "2026-11-20T12:36:01Z" };
  describeSource(rudderstack, { options: { secret }, valid: [aRequest(call, { headers: sign() })], sign });
});
