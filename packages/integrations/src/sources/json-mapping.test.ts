import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { aRequest } from "../../test/a-request.ts";
import { titlesOf } from "../../test/labelled.ts";
import { nodeTools } from "../../test/node-tools.ts";
import { jsonMapping } from "./json-mapping.ts";
import { checkOptions } from "./source/check-options.ts";
import { describeSource } from "./source/source.contract.ts";

const secret = "mapping-secret-1";
const OPTIONS = {
  secret,
  events: "/data/items",
  fields: {
    id: "/meta/id",
    type: "/kind",
    at: "/meta/when",
    url: "/page/address",
    title: "/page/title",
    name: "/kind",
    user_id: "/who/0/id",
    session_id: "/meta/session~1id",
    label: "/control/caption",
    element_id: "/control/dom",
    email: "/who/0/mail",
  },
  types: { tap: "click", open: "page_view", login: "identify", beat: "ignore", "*": "custom" },
  properties: "/extra",
} as const;

const item = (kind: string, rest: object = {}) => ({
  meta: { id: `id-${kind}`, when: 1_795_178_160, "session/id": "s1" },
  kind,
  page: { address: "https://app.example.com/projects?q=1", title: "Projects" },
  who: [{ id: 7, mail: "ada@x.example" }],
  extra: { plan: "team", list: [1] },
  ...rest,
});
const BODY = {
  data: {
    items: [
      item("open"),
      item("tap", { control: { caption: "Save changes", dom: "edit-save" } }),
      item("login"),
      item("beat"),
      item("paid"),
    ],
  },
};

const sign = () => ({ authorization: `Bearer ${secret}` });
const parse = (body: unknown, options: object = OPTIONS) =>
  jsonMapping.parse(aRequest(body, { headers: sign() }), { ...options }, nodeTools);

describe("with a header", () => {
  describeSource(jsonMapping, { options: OPTIONS, valid: [aRequest(BODY, { headers: sign() })], sign });
});

describe.each(["hex", "base64"] as const)("signed in %s", (encoding) => {
  const options = { ...OPTIONS, signatureHeader: "X-Hub-Signature-256" };
  const signBody = (body: Uint8Array) => ({
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest(encoding)}`,
  });
  const request = aRequest(BODY);
  describeSource(jsonMapping, { options, valid: [{ ...request, headers: signBody(request.body) }], sign: signBody });
});

test("fields, types and properties come from where the mapping says", () => {
  const { events, identities, dropped } = parse(BODY);
  expect(titlesOf(events)).toEqual(["Viewed Projects", "Clicked Save changes", "paid"]);
  expect(events[1]).toEqual({
    sessionId: "s1",
    userId: "7",
    email: "ada@x.example",
    event: {
      id: "id-tap",
      type: "click",
      at: 1_795_178_160_000,
      url: "https://app.example.com/projects",
      title: "Projects",
      name: "tap",
      properties: { plan: "team" },
      element: { label: "Save changes", id: "edit-save" },
    },
  });
  expect(identities).toMatchObject([{ type: "identified", userId: "7", traits: { plan: "team" } }]);
  expect(dropped).toEqual([{ reason: "low_signal", count: 1 }]);
});

test("a field that is not what it should be is named, and the event stays", () => {
  const { events, problems } = parse({
    data: { items: [item("tap", { page: { address: { x: 1 } }, meta: { when: "soon" } })] },
  });
  expect(events).toHaveLength(1);
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
    "event_invalid events[0].at",
    "event_invalid events[0].url",
  ]);
});

test("one event per line", () => {
  const lines = [item("open"), item("paid")].map((each) => JSON.stringify(each)).join("\n");
  expect(titlesOf(parse(lines, { ...OPTIONS, events: "" }).events)).toEqual(["Viewed Projects", "paid"]);
});

test("pointers find only what the sender sent", () => {
  const fields = { user_id: "/constructor/name", name: "/kind" };
  expect(parse({ kind: "x" }, { secret, fields }).dropped).toEqual([{ reason: "no_identity", count: 1 }]);
});

test("everything wrong with the options is said at once, with its place", () => {
  const wrong = {
    secret: "short",
    events: "items",
    fields: { url: "page/url", uri: "/x" },
    types: { tap: "clicked" },
    property: "/x",
  };
  expect(checkOptions(jsonMapping.manifest, wrong).map(({ path }) => path)).toEqual([
    "property",
    "secret",
    "events",
    "fields.url",
    "fields.uri",
    "types.tap",
  ]);
  expect(checkOptions(jsonMapping.manifest, {}).map(({ path }) => path)).toEqual(["secret", "fields"]);
});
