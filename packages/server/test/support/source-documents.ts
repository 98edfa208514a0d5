import { KEY, ORIGIN } from "./sample-config.ts";

/** A body as each route expects it. */
export const DOCUMENTS = {
  posthog: () => ({
    api_key: KEY,
    sent_at: "2026-11-20T12:36:00.000Z",
    batch: [
      {
        event: "$autocapture",
        uuid: "01a1f8f0-15f9-786b-bd28-afb28cebc396",
        timestamp: "2026-11-20T12:36:00.000Z",
        properties: {
          distinct_id: "u1",
          $session_id: "s1",
          $event_type: "click",
          $current_url: `${ORIGIN}/projects/17?q=1#x`,
          $elements: [{ tag_name: "button", $el_text: "Save", attr__id: "save" }],
          $elements_chain: 'span:text="changes";button:attr__id="save"text="Save changes"',
        },
      },
      {
        event: "$identify",
        distinct_id: "u1",
        properties: { $anon_distinct_id: "d1" },
        $set: { email: "a@b.example" },
      },
    ],
  }),
  bare: () => ({
    event: "$pageview",
    properties: { token: KEY, distinct_id: "u1", $session_id: "s2", $current_url: ORIGIN, title: "Projects" },
  }),
  call: () => ({
    type: "track",
    event: "paid",
    userId: "u1",
    anonymousId: "a1",
    messageId: "m1",
    originalTimestamp: "2026-11-20T12:36:00.000Z",
    properties: { total: 3 },
    context: {
      page: { url: ORIGIN, title: "Projects" },
      sessionId: 1_795_178_100_000,
      traits: { email: "a@b.example" },
    },
  }),
  amplitude: () => ({
    api_key: KEY,
    events: [
      { event_type: "paid", user_id: "u1", device_id: "d1", session_id: 1_795_178_100_000, time: 1_795_178_160_000 },
    ],
  }),
  hook: () => ({
    event: "$autocapture",
    uuid: "h1",
    distinct_id: "u1",
    session_id: "s3",
    event_type: "click",
    elements_chain: 'button:text="Save"',
    current_url: ORIGIN,
    timestamp: "2026-11-20T12:36:00.000Z",
  }),
  stream: () => ({ event_type: "click", target_text: "Save", user_id: "u1", session_id: "s%3A1", page_url: ORIGIN }),
  capture: () => ({
    sent_at: 1_795_178_160_000,
    events: [
      { id: "e1", type: "click", at: 1_795_178_160_000, url: ORIGIN, element: { tag: "button", label: "Save" } },
      { id: "e2", type: "custom", name: "paid", properties: { total: 3 } },
    ],
  }),
  session: () => ({ identity: { user_id: "u1" }, zone: "Europe/Berlin" }),
} as const;

export type DocumentName = keyof typeof DOCUMENTS;

/** Every route that takes events, what it expects, and what opens it. */
export const ROUTES: readonly (readonly [
  path: string,
  document: DocumentName,
  auth: "page" | "basic" | "key" | "hook" | "token",
])[] = [
  ["/e/", "posthog", "page"],
  ["/i/v0/e/", "bare", "page"],
  ["/batch/", "posthog", "page"],
  ["/capture/", "bare", "page"],
  ["/track/", "bare", "page"],
  ["/engage/", "bare", "page"],
  ["/s/", "bare", "page"],
  ["/flags/?v=2", "bare", "page"],
  ["/decide/?v=3", "bare", "page"],
  ["/v1/t", "call", "basic"],
  ["/v1/page", "call", "basic"],
  ["/v1/identify", "call", "basic"],
  ["/v1/batch", "call", "basic"],
  ["/v1/import", "call", "basic"],
  ["/2/httpapi", "amplitude", "page"],
  ["/webhook/projects", "hook", "hook"],
  ["/ingest/posthog/projects", "posthog", "key"],
  ["/ingest/posthog-webhook/projects", "hook", "key"],
  ["/ingest/segment/projects", "call", "key"],
  ["/ingest/rudderstack/projects", "call", "key"],
  ["/ingest/amplitude/projects", "amplitude", "key"],
  ["/ingest/fullstory/projects", "stream", "key"],
  ["/ingest/json-mapping/projects", "stream", "key"],
  ["/v1/capture", "capture", "token"],
  ["/v1/session", "session", "page"],
];
