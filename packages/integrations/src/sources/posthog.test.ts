import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { aRequest, RECEIVED_AT } from "../../test/a-request.ts";
import { parseAll, titlesOf } from "../../test/labelled.ts";
import { nodeTools } from "../../test/node-tools.ts";
import { recordedRequests } from "../../test/recorded-requests.ts";
import { posthog } from "./posthog.ts";
import { describeSource } from "./source/source.contract.ts";

const RECORDINGS = ["posthog-js-1.257", "posthog-js-1.434", "posthog-js-1.434-batched"] as const;

describeSource(posthog, {
  options: {},
  valid: RECORDINGS.flatMap((name) => recordedRequests(name)),
});

/** What the user of the recordings did, in the words of the stream. */
const STORY = [
  "Viewed Projects",
  "Clicked Save changes",
  "Changed name",
  "Changed prio",
  "Clicked Send it",
  "Submitted f",
  "Clicked kebab",
  "Clicked Save changes",
  "Clicked Save changes",
  "Rage clicked Save changes",
  "Clicked Save changes",
  "Clicked Save changes",
  "Clicked dead",
];

describe("recorded clients", () => {
  test("1.257: clicks on the words and the icon in a button are clicks on the button", () => {
    const { events, problems } = parseAll(posthog, recordedRequests("posthog-js-1.257"));
    expect(problems).toEqual([]);
    expect(titlesOf(events)).toEqual([
      ...STORY,
      "data_source_open",
      "Clicked Projects",
      "Left Projects",
      "Left Projects",
    ]);
  });

  test("1.434: elements as a chain only, gzip without saying so, dead clicks", () => {
    const { events, problems } = parseAll(posthog, recordedRequests("posthog-js-1.434"));
    expect(problems).toEqual([]);
    const titles = titlesOf(events);
    expect(titles.filter((title) => !title.startsWith("Clicked without effect"))).toEqual([
      ...STORY,
      "data_source_open",
      "Left Projects",
      "Left Projects",
    ]);
    expect(titles.filter((title) => title.startsWith("Clicked without effect"))).toEqual([
      "Clicked without effect Save changes",
      "Clicked without effect Send it",
      "Clicked without effect dead",
    ]);
  });

  test("1.434, batching: page views of an app that changes its address without loading", () => {
    const { events, problems } = parseAll(posthog, recordedRequests("posthog-js-1.434-batched"));
    expect(problems).toEqual([]);
    const titles = titlesOf(events);
    for (const title of STORY) expect(titles).toContain(title);
    const views = events.filter(({ event }) => event.type === "page_view").map(({ event }) => event.url);
    expect(views).toEqual([
      "http://app.example.com/app",
      "http://app.example.com/projects",
      "http://app.example.com/projects",
      "http://app.example.com/projects",
    ]);
  });

  test.each(RECORDINGS)("%s: a visitor becomes the user, and is described later", (name) => {
    const { identities, events, dropped } = parseAll(posthog, recordedRequests(name));
    const [identified, ...rest] = identities;
    expect(identified).toMatchObject({ type: "identified", userId: "demo-user-1", email: "user@theirdomain.com" });
    expect(identified).toHaveProperty("anonymousId");
    expect(identified?.traits).toEqual({ product_id: "prod_1" });
    expect(rest.map(({ type }) => type)).toContain("aliased");
    expect(rest.map(({ type }) => type)).toContain("described");
    expect(identities.map(({ traits }) => traits)).toContainEqual({ company: "acme" });
    expect(dropped.map(({ reason }) => reason)).not.toContain("group");
    const sessions = new Set(events.map(({ sessionId }) => sessionId));
    expect([...sessions]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });

  test.each(RECORDINGS)(
    "%s: everybody's events carry the user, the address without query, and when it was sent",
    (name) => {
      const { events } = parseAll(posthog, recordedRequests(name));
      expect(events.filter(({ userId }) => userId !== "demo-user-1")).toEqual([]);
      for (const { event, sentAt } of events) {
        expect(event.url).toMatch(/^http:\/\/app\.example\.com\/(app|projects)$/);
        expect(event.tab_id).toMatch(/^[0-9a-f-]{36}$/);
        expect(sentAt).toBeGreaterThan(1_795_177_000_000);
      }
    },
  );

  test("a dead click is put where the click was, not where it was found out", () => {
    const { events } = parseAll(posthog, recordedRequests("posthog-js-1.434"));
    const dead = events.find(({ event }) => event.type === "dead_click");
    expect(dead?.event.at).toBe(1_795_177_848_387);
    const without = parseAll(posthog, recordedRequests("posthog-js-1.434"), { deadClicks: false });
    expect(without.events.filter(({ event }) => event.type === "dead_click")).toEqual([]);
    expect(without.dropped).toContainEqual({ reason: "derived", count: 1 });
  });
});

const EVENT = {
  uuid: "0190-1",
  event: "order placed",
  timestamp: "2026-11-20T12:36:00.000Z",
  properties: {
    distinct_id: "u1",
    token: "phc_test",
    $is_identified: true,
    plan: "team",
    $lib: "web",
    utm_source: "x",
  },
};
const json = JSON.stringify(EVENT);
const base64 = Buffer.from(json).toString("base64");

describe("wire forms", () => {
  const envelope = { api_key: "phc_test", batch: [EVENT], sent_at: "2026-11-20T12:36:01.000Z" };
  test.each([
    ["one event", aRequest(json)],
    ["a list", aRequest([EVENT])],
    ["an envelope", aRequest(envelope)],
    ["gzip, announced", aRequest(gzipSync(json), { headers: { "content-encoding": "gzip" } })],
    ["gzip, by parameter", aRequest(gzipSync(json), { query: { compression: "gzip-js" } })],
    [
      "gzip, not announced",
      aRequest(gzipSync(JSON.stringify(envelope)), { headers: { "content-type": "text/plain" } }),
    ],
    ["base64 in a form", aRequest(`data=${encodeURIComponent(base64)}`, { query: { compression: "base64" } })],
    ["base64 in a form, with other fields", aRequest(`ip=1&data=${encodeURIComponent(base64)}&compression=base64`)],
    ["base64, unescaped", aRequest(`data=${base64}`)],
    ["base64, bare", aRequest(base64, { query: { compression: "base64" } })],
    ["base64, by parameter only", aRequest(json, { query: { compression: "base64" } })],
    ["JSON in a form", aRequest(`data=${encodeURIComponent(json)}`)],
    ["the query of an image", aRequest("", { query: { data: base64 } })],
    ["base64 of gzip", aRequest(`data=${encodeURIComponent(gzipSync(json).toString("base64"))}`)],
  ])("%s", (_, request) => {
    const { events, problems, key } = posthog.parse(request, {}, nodeTools);
    expect(problems).toEqual([]);
    expect(key).toBe("phc_test");
    expect(events).toMatchObject([
      {
        userId: "u1",
        event: {
          id: "0190-1",
          type: "custom",
          name: "order placed",
          at: 1_795_178_160_000,
          properties: { plan: "team" },
        },
      },
    ]);
    expect(events[0]?.event.properties).toEqual({ plan: "team" });
  });

  test("LZ-String", () => {
    const data =
      "N4IgpgbmB2AuIC4QBIAOBDA5pAlmA7iADQioBOA9qmGbHgM6KgAmO9d0AxrAPo7OIQAVwCMxELAoBrGINQALTj1hh245JyFkyMXloA2g+bFip6CAPQX0qVADowAD3QBbVPrB3OFFxfIUAKzBuRhI6WA9BAAVKAIBLqRUAAkBeDcAAvZAAX0ygA==";
    const request = aRequest(`data=${encodeURIComponent(data)}`, { query: { compression: "lz64" } });
    const { events } = posthog.parse(request, {}, nodeTools);
    expect(titlesOf(events)).toEqual(["Viewed Projékte 🚀"]);
  });

  test.each([
    ["no JSON", "hello, world", "body_not_json"],
    ["cut gzip", gzipSync(json).subarray(0, 60), "encoding_invalid"],
    ["gzip twice", gzipSync(gzipSync(json)), "encoding_invalid"],
    ["a gzip bomb", gzipSync(Buffer.alloc(9_000_000, 32)), "body_too_large"],
    ["bytes that are no text", new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), "encoding_invalid"],
    ["a number", "42", "encoding_invalid"],
    ["an object without events", "{}", "no_events"],
    ["too deep", "[".repeat(100) + "]".repeat(100), "body_too_deep"],
    ["too many values", JSON.stringify(Array(100_001).fill(0)), "body_too_complex"],
    ["too many events", JSON.stringify(Array(501).fill(EVENT)), "too_many_events"],
  ])("refused: %s", (_, body, code) => {
    const { events, problems } = posthog.parse(aRequest(body), {}, nodeTools);
    expect(events).toEqual([]);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  test("stacked encodings are refused", () => {
    const request = aRequest(gzipSync(json), { headers: { "content-encoding": "gzip, gzip" } });
    expect(posthog.parse(request, {}, nodeTools).problems[0]?.code).toBe("media_type_unsupported");
  });

  test("events of two projects in one request are refused", () => {
    const other = { ...EVENT, properties: { ...EVENT.properties, token: "phc_other" } };
    const { events, problems, key } = posthog.parse(aRequest([EVENT, other]), {}, nodeTools);
    expect({ events, key, codes: problems.map(({ code }) => code) }).toEqual({
      events: [],
      key: undefined,
      codes: ["mixed_keys"],
    });
  });

  test("an event that is none costs only itself", () => {
    const result = posthog.parse(aRequest([EVENT, null, 7, "x", { properties: {} }]), {}, nodeTools);
    expect(result.events).toHaveLength(1);
    expect(result.dropped).toEqual([{ reason: "invalid_event", count: 4 }]);
    expect(result.problems.map(({ path }) => path)).toEqual(["events[1]", "events[2]", "events[3]"]);
  });
});

describe("people", () => {
  const person = (properties: object, event: object = {}) => {
    const { events } = posthog.parse(aRequest({ event: "x", ...event, properties }), {}, nodeTools);
    const { userId, anonymousId } = events[0] ?? {};
    return { userId, anonymousId };
  };

  test.each([
    ["the client says so", { distinct_id: "a", $is_identified: true }, {}, "user"],
    ["the client says no", { distinct_id: "a", $is_identified: false, $user_id: "a" }, {}, "visitor"],
    ["an older browser client after identify", { distinct_id: "a", $lib: "web", $user_id: "a" }, {}, "user"],
    ["an older browser client before identify", { distinct_id: "a", $lib: "web" }, {}, "visitor"],
    ["a server", { $lib: "posthog-node" }, { distinct_id: "a" }, "user"],
    ["a server, without a profile", { $process_person_profile: false }, { distinct_id: "a" }, "visitor"],
  ])("%s", (_, properties, event, kind) => {
    const expected = kind === "user" ? { userId: "a" } : { anonymousId: "a" };
    expect(person(properties, event)).toEqual({ userId: undefined, anonymousId: undefined, ...expected });
  });

  test.each(["", "null", "undefined", "NaN", "0", "anonymous"])("nobody is called %j", (id) => {
    const result = posthog.parse(aRequest({ event: "x", properties: { distinct_id: id } }), {}, nodeTools);
    expect(result.events).toEqual([]);
    expect(result.dropped).toEqual([{ reason: "no_identity", count: 1 }]);
  });
});

describe("time and ids", () => {
  const read = (event: object, over: Parameters<typeof aRequest>[1] = {}) =>
    posthog.parse(aRequest({ event: "x", distinct_id: "u1", ...event }, over), {}, nodeTools).events[0];

  test.each([
    ["ISO", { timestamp: "2026-11-20T12:36:00.000Z" }, 1_795_178_160_000],
    ["seconds", { timestamp: 1_795_178_160.5 }, 1_795_178_160_500],
    ["offset from the sending", { offset: 2_000, sent_at: "2026-11-20T12:36:00.000Z" }, 1_795_178_158_000],
    ["offset from the receipt", { offset: 2_000 }, RECEIVED_AT - 2_000],
    ["the client's clock", { properties: { $time: 1_795_178_160.25 } }, 1_795_178_160_250],
    ["not a time", { timestamp: "yesterday" }, undefined],
  ])("%s", (_, event, at) => expect(read(event)?.event.at).toBe(at));

  test("sent_at of the body, or `_` of the query, or none when the client asks for that", () => {
    expect(read({ sent_at: "2026-11-20T12:36:00.000Z" })?.sentAt).toBe(1_795_178_160_000);
    expect(read({}, { query: { _: "1795178160000" } })?.sentAt).toBe(1_795_178_160_000);
    expect(read({ sent_at: 1_795_178_160, properties: { $ignore_sent_at: true } })?.sentAt).toBeUndefined();
  });

  test("the vendor's id, else a hash that is the same when it is sent again", () => {
    expect(read({ uuid: "a-b" })?.event.id).toBe("a-b");
    expect(read({ properties: { $insert_id: "i1" } })?.event.id).toBe("i1");
    const first = read({ timestamp: 1_795_178_160 });
    expect(first?.event.id).toMatch(/^h-[0-9a-f]{16}$/);
    expect(read({ timestamp: 1_795_178_160 })?.event.id).toBe(first?.event.id);
    expect(read({ timestamp: 1_795_178_161 })?.event.id).not.toBe(first?.event.id);
    expect(read({ uuid: "not an id we keep" })?.event.id).toMatch(/^h-/);
  });

  test("equal events without id and time, received at different moments, stay two", () => {
    const ids = [1, 2].map((ms) => read({}, { receivedAt: RECEIVED_AT + ms })?.event.id);
    expect(new Set(ids).size).toBe(2);
  });
});

describe("what stays out", () => {
  const chain = (text: string, properties: object = {}) =>
    posthog.parse(
      aRequest({
        event: "$autocapture",
        properties: { distinct_id: "u1", $event_type: "click", $elements_chain: text, ...properties },
      }),
      {},
      nodeTools,
    );

  test.each([
    ['input:attr__name="card"attr__value="4111"text="4111 1111"', "Clicked card"],
    ['textarea:attr__name="note"text="dear diary"', "Clicked note"],
    ['div:attr__contenteditable="true"attr__id="editor"text="dear diary"', "Clicked editor"],
    ['a:attr__href="/x"text="dear diary";div:attr__contenteditable="true"attr__id="editor"', "Clicked unnamed link"],
    ['div:attr__role="textbox"attr__id="box"text="dear diary"', "Clicked box"],
    ['p:text="a page full of words"', "Clicked unnamed p"],
    ['button.ph-sensitive:attr__id="balance"text="12,000 €"', "Clicked balance"],
    ['span:text="12,000 €";button:attr__data-usher-mask="1"attr__id="balance"text="12,000 €"', "Clicked balance"],
    ['button:attr__id="radix-:r3:"text="ada@example.com signs in"', "Clicked [email] signs in"],
    ['button:attr__id="radix-:r3:"', "Clicked unnamed button"],
    ['input:attr__type="submit"attr__value="Pay now"', "Clicked Pay now"],
    ['svg;button:attr__aria-label="Close"', "Clicked Close"],
    ['button:attr__data-usher-label="Delete project"text="🗑"', "Clicked Delete project"],
  ])("%s → %s", (text, title) => expect(titlesOf(chain(text).events)).toEqual([title]));

  test.each([
    'button.ph-no-capture:text="x"',
    'button:text="x";div:attr__data-usher-ignore="1"',
    'input:attr__type="password"attr__name="p"',
  ])("not even that there was a click: %s", (text) => {
    const { events, dropped } = chain(text);
    expect(events).toEqual([]);
    expect(dropped).toEqual([{ reason: "private", count: 1 }]);
  });

  test.each([
    ["$web_vitals", "low_signal"],
    ["$feature_flag_called", "low_signal"],
    ["$$heatmap", "low_signal"],
    ["survey shown", undefined],
    ["$snapshot", "recording"],
    ["$groupidentify", "group"],
  ])("%s is dropped as %s", (event, reason) => {
    const result = posthog.parse(aRequest({ event, distinct_id: "u1" }), {}, nodeTools);
    expect(result.dropped).toEqual(reason === undefined ? [] : [{ reason, count: 1 }]);
  });

  test.each([
    ["says who is in it", "ada", "company", "acme", { company: "acme" }],
    ["described in its own name is nobody", "$company_acme", "company", "acme", undefined],
    ["without a key says nothing", "ada", "company", "", undefined],
    ["cannot be called as the vendor's own properties are", "ada", "$set", "acme", undefined],
  ])("a group: %s", (_, person, kind, key, traits) => {
    const properties = { $group_type: kind, $group_key: key, $group_set: { name: "Acme Ltd", seats: 12 } };
    const event = { event: "$groupidentify", distinct_id: person, properties };
    const { identities, dropped } = posthog.parse(aRequest(event), {}, nodeTools);
    expect(identities.map((identity) => identity.traits)).toEqual(traits === undefined ? [] : [traits]);
    expect(dropped).toEqual(traits === undefined ? [{ reason: "group", count: 1 }] : []);
  });

  test("a recording is not even read", () => {
    const { dropped, problems } = posthog.parse(aRequest("not read", { path: "/s/" }), {}, nodeTools);
    expect({ dropped, problems }).toEqual({ dropped: [{ reason: "recording", count: 1 }], problems: [] });
  });

  test("an error's kind is kept, its message is not", () => {
    const properties = { distinct_id: "u1", $exception_list: [{ type: "TypeError", value: "cannot read 'ada@x.y'" }] };
    const { events } = posthog.parse(aRequest({ event: "$exception", properties }), {}, nodeTools);
    expect(events[0]?.event).toMatchObject({ type: "error", properties: { kind: "error", error: "TypeError" } });
    expect(JSON.stringify(events)).not.toContain("ada");
  });

  test("an anchor of the page is kept from any ancestor", () => {
    const { events } = chain('button:text="Save";form:attr__data-usher-anchor="project-form"');
    expect(events[0]?.event.element).toEqual({
      tag: "button",
      role: "button",
      label: "Save",
      anchor: "project-form",
    });
  });
});
