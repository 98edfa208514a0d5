import { describe, expect, test } from "vitest";
import { aRequest } from "../../test/a-request.ts";
import { titlesOf } from "../../test/labelled.ts";
import { nodeTools } from "../../test/node-tools.ts";
import { amplitude } from "./amplitude.ts";
import { describeSource } from "./source/source.contract.ts";

const PAGE = { "[Amplitude] Page URL": "https://app.example.com/projects?x=1" };
const common = { device_id: "d1", user_id: "ada@x.example", session_id: 1_795_178_100_000, time: 1_795_178_160_000 };

/** As the browser SDK uploads it. */
const UPLOAD = {
  api_key: "amp_key",
  client_upload_time: "2026-11-20T12:36:01.000Z",
  events: [
    {
      ...common,
      insert_id: "a0",
      event_type: "$identify",
      user_properties: { $set: { plan: "team", email: "ada@x.example" } },
    },
    {
      ...common,
      insert_id: "a1",
      event_type: "[Amplitude] Page Viewed",
      event_properties: { ...PAGE, "[Amplitude] Page Title": "Projects · Northwind" },
    },
    {
      ...common,
      insert_id: "a2",
      event_type: "[Amplitude] Element Clicked",
      event_properties: {
        ...PAGE,
        "[Amplitude] Element Tag": "button",
        "[Amplitude] Element Text": "Save changes",
        "[Amplitude] Element ID": "edit-save",
      },
    },
    {
      ...common,
      insert_id: "a3",
      event_type: "[Amplitude] Element Changed",
      event_properties: {
        ...PAGE,
        "[Amplitude] Element Tag": "input",
        "[Amplitude] Element Text": "typed",
        "[Amplitude] Element ID": "city",
      },
    },
    {
      ...common,
      insert_id: "a4",
      event_type: "[Amplitude] Form Submitted",
      event_properties: { ...PAGE, "[Amplitude] Form Name": "signup" },
    },
    { ...common, insert_id: "a5", event_type: "order placed", event_properties: { total: 12, items: ["x"] } },
    { ...common, insert_id: "a6", event_type: "session_start" },
    { ...common, insert_id: "a7", event_type: "$groupidentify" },
  ],
};

/** A line of an export file, and what a webhook forwards untransformed. */
const EXPORTED = {
  $insert_id: "e1",
  uuid: "0190-3",
  user_id: null,
  device_id: "d1",
  session_id: -1,
  event_type: "order placed",
  event_time: "2026-11-20 12:36:00.000000",
  client_event_time: "2026-11-20 12:36:00.000000",
  server_received_time: "2026-11-20 12:36:02.000000",
  event_properties: { total: 12 },
};
const LINES = [EXPORTED, { ...EXPORTED, $insert_id: "e2" }].map((line) => JSON.stringify(line)).join("\n");

describe("SDK and export", () => {
  describeSource(amplitude, { options: {}, valid: [aRequest(UPLOAD), aRequest(EXPORTED), aRequest(LINES)] });

  const upload = amplitude.parse(aRequest(UPLOAD), {}, nodeTools);

  test("autocapture becomes labelled actions; nothing typed is read", () => {
    expect(titlesOf(upload.events)).toEqual([
      "Viewed Projects",
      "Clicked Save changes",
      "Changed city",
      "Submitted signup",
      "order placed",
    ]);
    expect(upload.events[1]).toMatchObject({
      sessionId: "d1:1795178100000",
      userId: "ada@x.example",
      anonymousId: "d1",
      sentAt: 1_795_178_161_000,
      event: {
        url: "https://app.example.com/projects",
        at: 1_795_178_160_000,
        element: { id: "edit-save", role: "button" },
      },
    });
    expect(upload.events[4]?.event.properties).toEqual({ total: 12 });
    expect(upload.key).toBe("amp_key");
    expect(upload.dropped).toEqual([
      { reason: "low_signal", count: 1 },
      { reason: "group", count: 1 },
    ]);
  });

  test("identify", () => {
    expect(upload.identities).toMatchObject([
      {
        type: "identified",
        userId: "ada@x.example",
        anonymousId: "d1",
        email: "ada@x.example",
        traits: { plan: "team" },
      },
    ]);
  });

  test("exported lines: times with a space, no session, the device as the person", () => {
    const { events } = amplitude.parse(aRequest(LINES), {}, nodeTools);
    expect(events.map(({ event }) => event.id)).toEqual(["e1", "e2"]);
    expect(events[0]).toMatchObject({
      anonymousId: "d1",
      receivedAtHint: 1_795_178_162_000,
      event: { at: 1_795_178_160_000 },
    });
    expect(events[0]?.sessionId).toBeUndefined();
  });

  test("a team's own event that is called like autocapture's stays its own", () => {
    const event = { ...common, event_type: "Element Clicked", event_properties: { which: "save" } };
    expect(titlesOf(amplitude.parse(aRequest({ events: [event] }), {}, nodeTools).events)).toEqual(["Element Clicked"]);
  });
});

describe("webhook", () => {
  const secret = "bearer-secret-1";
  const sign = () => ({ authorization: `Bearer ${secret}` });
  describeSource(amplitude, { options: { secret }, valid: [aRequest(EXPORTED, { headers: sign() })], sign });
});
