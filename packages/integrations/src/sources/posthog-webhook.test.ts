import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { aRequest } from "../../test/a-request.ts";
import { titlesOf } from "../../test/labelled.ts";
import { nodeTools } from "../../test/node-tools.ts";
import { posthogWebhook } from "./posthog-webhook.ts";
import { describeSource } from "./source/source.contract.ts";

const SECRET = "whsec_0123456789";
const CHAIN =
  'span.strong:attr__class="strong"nth-child="1"text="changes";button.btn:attr__id="edit-save"text="Save changes";td:nth-child="2"';

/** What a script that picks its fields sends. */
const FLAT = {
  event: "$autocapture",
  referrer: "$direct",
  email: "user@theirdomain.com",
  timestamp: "2026-11-20T12:36:00.000Z",
  element_id: "edit-save",
  event_type: "click",
  session_id: "s-1",
  current_url: "https://app.example.com/projects?tab=2",
  distinct_id: "demo-user-1",
  elements_chain: CHAIN,
  input_field_name: "",
  link_destination: "",
  button_or_link_text: "changes",
};

/** What PostHog's own template sends. */
const NESTED = {
  event: {
    uuid: "0190-2",
    event: "$pageview",
    distinct_id: "demo-user-1",
    timestamp: "2026-11-20T12:36:00.000Z",
    properties: { $current_url: "https://app.example.com/projects", title: "Projects", $session_id: "s-1" },
  },
  person: { id: "p", properties: { email: "user@theirdomain.com" } },
};

const signature = (body: Uint8Array): string => `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
const plain = (body: unknown) => aRequest(body, { headers: { "x-posthog-secret": SECRET } });

for (const [name, sign] of [
  ["plain", () => ({ "x-posthog-secret": SECRET })],
  ["signed", (body: Uint8Array) => ({ "x-posthog-secret": signature(body) })],
] as const) {
  describe(name, () => {
    describeSource(posthogWebhook, {
      options: { secret: SECRET },
      valid: [FLAT, NESTED, [FLAT]].map((body) => {
        const request = aRequest(body);
        return { ...request, headers: sign(request.body) };
      }),
      sign,
    });
  });
}

const parse = (body: unknown) => posthogWebhook.parse(plain(body), { secret: SECRET }, nodeTools);

test("the flat body: the button, not the word in it", () => {
  const { events } = parse(FLAT);
  expect(titlesOf(events)).toEqual(["Clicked Save changes"]);
  expect(events[0]).toMatchObject({
    userId: "demo-user-1",
    sessionId: "s-1",
    email: "user@theirdomain.com",
    event: { url: "https://app.example.com/projects", element: { tag: "button", id: "edit-save" } },
  });
});

test("without the chain, what the script picked", () => {
  const { events } = parse({ ...FLAT, elements_chain: "", button_or_link_text: "Save" });
  expect(titlesOf(events)).toEqual(["Clicked Save"]);
  const field = {
    ...FLAT,
    elements_chain: "",
    event_type: "change",
    input_field_name: "city",
    button_or_link_text: "Paris",
  };
  expect(titlesOf(parse(field).events)).toEqual(["Changed city"]);
});

test("the nested body, with the person's email", () => {
  const { events } = parse(NESTED);
  expect(titlesOf(events)).toEqual(["Viewed Projects"]);
  expect(events[0]).toMatchObject({ userId: "demo-user-1", sessionId: "s-1", email: "user@theirdomain.com" });
});

test("identify becomes an identity", () => {
  const properties = { $anon_distinct_id: "anon-1", $set: { plan: "team" } };
  const { events, identities } = parse({ event: "$identify", distinct_id: "u1", uuid: "i-1", properties });
  expect(events).toEqual([]);
  expect(identities).toEqual([
    { type: "identified", id: "i-1", userId: "u1", anonymousId: "anon-1", traits: { plan: "team" } },
  ]);
});

test("a signature in front of other bytes, or cut, is refused", () => {
  const request = aRequest(FLAT);
  for (const header of [
    signature(request.body).slice(0, -2),
    signature(request.body).replace("sha256=", ""),
    `${SECRET} `,
    SECRET.slice(0, -1),
    "sha256=",
  ]) {
    const result = posthogWebhook.parse(
      { ...request, headers: { "x-posthog-secret": header } },
      { secret: SECRET },
      nodeTools,
    );
    expect(result.problems.map(({ code }) => code)).toEqual(["signature_invalid"]);
    expect(JSON.stringify(result)).not.toContain(SECRET);
  }
});
