import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { anInbound, answer, bridgeTools, NOW, scriptedIo } from "../../test/bridge-io.ts";
import { describeBridge } from "./bridge/bridge.contract.ts";
import { tidio } from "./tidio.ts";

const OPTIONS = { webhookSecret: "tidio-hook-secret-0123" };
const TARGET = { sessionId: "s-1", userId: "u-1" };
const hook = (topic: string, content: object) => ({
  created_at: NOW / 1_000 - 1,
  project_public_key: "m8ixolegtgfvo6ckzvmuempdq0obbqsy",
  topic,
  version: 1,
  webhook_id: "7307ac4d-2c74-4d32-b7f9-f7d037ed2ebb",
  content,
});
const sign = (body: Uint8Array, seconds: number) =>
  createHmac("sha256", OPTIONS.webhookSecret).update(body).update(`_${seconds}`).digest("hex");
const signed = (body: Uint8Array, at: number) => {
  const seconds = Math.floor(at / 1_000);
  return { headers: { "x-tidio-signature": `t=${seconds},s=${"0".repeat(64)},s=${sign(body, seconds)}` } };
};

describeBridge(tidio, {
  options: OPTIONS,
  target: TARGET,
  accepted: () => answer(200, {}),
  refusals: [],
  // Messages of users come from the page; see below for webhooks of Tidio itself.
  prove: (_body, _at) => ({ session: { sessionId: "s-1" } }),
  userMessage: { type: "user_message", text: "Hello", message_id: "m-1" },
  emptyTurns: [{ type: "user_message", text: "" }],
  ownMessages: [],
  others: [["the chat opens", { type: "conversation_started" }, ["conversation-started"]]],
});

test("Tidio's webhook: signed by any of its secrets, and about a solved conversation", () => {
  const request = anInbound(
    hook("conversation.solved_by_operator", { contact: { id: "147ae37d", distinct_id: "u-1" } }),
  );
  expect(tidio.parseInbound({ ...request, ...signed(request.body, NOW) }, OPTIONS, bridgeTools)).toMatchObject({
    ok: true,
    events: [
      { type: "human-left", conversationId: "147ae37d", person: { contactId: "147ae37d", userId: "u-1" } },
      { type: "conversation-ended" },
    ],
  });
});

test("wrong, old, cut and missing signatures are refused", () => {
  const request = anInbound(hook("contact.created", { id: "x" }));
  const { headers } = signed(request.body, NOW);
  const given = headers["x-tidio-signature"];
  const parse = (over: object, options: object = OPTIONS) =>
    tidio.parseInbound({ ...request, ...over }, { ...options }, bridgeTools);
  expect(parse({ headers })).toMatchObject({ ok: true, events: [] });
  expect(parse({})).toMatchObject({ code: "signature_missing" });
  expect(parse({ headers: { "x-tidio-signature": given.slice(0, -2) } })).toMatchObject({ code: "signature_invalid" });
  expect(parse({ headers: { "x-tidio-signature": "t=,s=" } })).toMatchObject({ code: "signature_invalid" });
  expect(parse({ headers, receivedAt: NOW + 600_000 })).toMatchObject({ code: "signature_expired" });
  expect(parse({ headers }, {})).toMatchObject({ code: "signature_missing" });
  // A session token opens only what a page may say: with Tidio's header it is Tidio's signature that counts.
  const forged = { headers: { "x-tidio-signature": "t=1,s=00" }, session: { sessionId: "s-1" } };
  expect(parse(forged)).toMatchObject({ ok: false, status: 401 });
});

test("the page writes it, in plain text", async () => {
  const io = scriptedIo([]);
  await tidio.post(
    { id: "m", target: TARGET, text: "Open **Billing**", chips: [{ id: "t", label: "Show me" }] },
    OPTIONS,
    io,
  );
  expect(io.deliveries).toEqual([{ bridge: "tidio", id: "m", text: "Open Billing\n\n• Show me", chips: [] }]);
});
