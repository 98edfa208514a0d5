import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { aRequest, RECEIVED_AT } from "../../test/a-request.ts";
import { titlesOf } from "../../test/labelled.ts";
import { nodeTools } from "../../test/node-tools.ts";
import { fullstory } from "./fullstory.ts";
import { describeSource } from "./source/source.contract.ts";

const SECRET = "fullstory-secret";
const CLICK = {
  target_text: "Save changes",
  element_name: "",
  page_url: "https://app.example.com/projects?x=1",
  timestamp: "2026-11-20T12:36:00.000Z",
  timestamp_unix: 1_795_178_160,
  session_replay_url: "https://app.fullstory.example/ui/o/session/d:s",
  user_id: "u1",
  user_email: "ada@x.example",
  session_id: "d1%3As1",
};
const STREAMED = {
  name: "Checkout reached",
  timestamp: "2026-11-20T12:36:00Z",
  api_version: "v2",
  signal_version: "1",
  user: { id: "2", uid: "u1", email: "ada@x.example", display_name: "Ada" },
};

const signature = (body: Uint8Array, seconds = RECEIVED_AT / 1_000, organisation = "ORG1"): string => {
  const text = Buffer.concat([body, Buffer.from(`:${organisation}:${seconds}`)]);
  return `o:${organisation},t:${seconds},v:${createHmac("sha256", SECRET).update(text).digest("base64")}`;
};

for (const [name, sign] of [
  ["signed", (body: Uint8Array) => ({ "fullstory-signature": signature(body) })],
  ["with a header", () => ({ authorization: `Bearer ${SECRET}` })],
] as const) {
  describe(name, () => {
    describeSource(fullstory, {
      options: { secret: SECRET },
      valid: [CLICK, STREAMED].map((body) => {
        const request = aRequest(body);
        return { ...request, headers: sign(request.body) };
      }),
      sign,
    });
  });
}

const parse = (body: unknown) => {
  const request = aRequest(body, { headers: { authorization: SECRET } });
  return fullstory.parse(request, { secret: SECRET }, nodeTools);
};

test("a click with its label, page, person and session", () => {
  const { events } = parse(CLICK);
  expect(titlesOf(events)).toEqual(["Clicked Save changes"]);
  expect(events[0]).toMatchObject({
    sessionId: "d1%3As1",
    userId: "u1",
    email: "ada@x.example",
    event: { url: "https://app.example.com/projects", at: 1_795_178_160_000 },
  });
});

test("the name that the team gave the element comes before its text", () => {
  expect(titlesOf(parse({ ...CLICK, element_name: "Save button" }).events)).toEqual(["Clicked Save button"]);
});

test.each([
  [STREAMED, "Checkout reached"],
  [{ user_id: "u1", event_type: "navigate", page_url: "https://x.example/a", page_title: "Home · X" }, "Viewed Home"],
  [{ user_id: "u1", page_url: "https://x.example/team-settings" }, "Viewed Team settings"],
  [{ user_id: "u1", event_type: "change", element_name: "City" }, "Changed City"],
])("%j → %s", (body, title) => expect(titlesOf(parse(body).events)).toEqual([title]));

test("a signature of another moment or organisation, or an old one, is refused", () => {
  const request = aRequest(CLICK);
  const old = signature(request.body, RECEIVED_AT / 1_000 - 7 * 3_600);
  const good = signature(request.body);
  for (const header of [old, good.replace("ORG1", "ORG2"), good.replace(/t:\d/, "t:2"), "o:,t:,v:", "nonsense"]) {
    const result = fullstory.parse(
      { ...request, headers: { "fullstory-signature": header, authorization: SECRET } },
      { secret: SECRET },
      nodeTools,
    );
    expect(
      result.problems.map(({ code }) => code),
      header,
    ).toEqual(["signature_invalid"]);
  }
});
