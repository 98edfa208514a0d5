import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { anInbound, answer, bridgeTools, NOW, scriptedIo } from "../../test/bridge-io.ts";
import { describeBridge } from "./bridge/bridge.contract.ts";
import { deleteIntercomConversation, intercom, redactIntercomPart } from "./index.ts";

const OPTIONS = { accessToken: "dG9rOmFjY2Vzcw-0123", clientSecret: "client-secret-0123", adminId: "814860" };
const TARGET = { sessionId: "s-1", conversationId: "1911149811", userId: "u-1", email: "jo@example.com" };
const list = (code: string, message = "…") => ({
  type: "error.list",
  request_id: "req_1",
  errors: [{ code, message }],
});

/** As in "Notification object" and "Conversation model" of the documentation. */
const notification = (topic: string, item: object) => ({
  type: "notification_event",
  app_id: "a86dr8yl",
  data: { type: "notification_event_data", item: { type: "conversation", id: "1911149811", ...item } },
  links: {},
  id: "notif_78c122d0-23ba-11e4-9464-79b01267cc2e",
  topic,
  delivery_status: "pending",
  delivery_attempts: 1,
  delivered_at: 0,
  first_sent_at: NOW / 1_000,
  created_at: NOW / 1_000 - 2,
});
const part = (author: object, body: string | null, extra: object = {}) => ({
  contacts: { type: "contact.list", contacts: [{ type: "contact", id: "5bc8f7ae2d96695c18a", external_id: "u-1" }] },
  conversation_parts: {
    type: "conversation_part.list",
    total_count: 1,
    conversation_parts: [{ type: "conversation_part", id: "269650473", part_type: "comment", body, author, ...extra }],
  },
});
const USER = { type: "user", id: "5bc8f7ae2d96695c18a", email: "jo@example.com" };
const source = (author: object, body: string) => ({ source: { type: "conversation", id: "1", body, author } });

describeBridge(intercom, {
  options: OPTIONS,
  target: TARGET,
  accepted: () =>
    answer(200, { type: "conversation", id: "1911149811", ...part({ type: "admin", id: "814860" }, "<p>x</p>") }),
  refusals: [
    ["unknown token", answer(401, list("unauthorized", "Access Token Invalid")), "unauthorised"],
    ["revoked token", answer(401, list("token_revoked")), "unauthorised"],
    ["no permission", answer(403, list("forbidden")), "forbidden"],
    ["a plan without it", answer(403, list("api_plan_restricted")), "quota_exhausted"],
    ["no such conversation", answer(404, list("conversation_not_found")), "conversation_not_found"],
    ["no such admin", answer(404, list("admin_not_found")), "options_invalid"],
    ["a wrong field", answer(400, list("parameter_invalid")), "payload_refused"],
    [
      "too many",
      answer(429, list("rate_limit_exceeded"), { "x-ratelimit-reset": String(NOW / 1_000 + 10) }),
      "rate_limited",
    ],
    ["their fault", answer(500, list("server_error")), "vendor_unavailable"],
  ],
  prove: (body) => ({
    headers: { "x-hub-signature": `sha1=${createHmac("sha1", OPTIONS.clientSecret).update(body).digest("hex")}` },
  }),
  userMessage: notification("conversation.user.replied", part(USER, "<p>How do I <b>export</b> &amp; share?</p>")),
  emptyTurns: [
    notification("conversation.user.replied", part(USER, "<p> </p><br>")),
    notification("conversation.user.replied", part(USER, null)),
    notification("conversation.user.created", source(USER, '<img src="x">')),
  ],
  ownMessages: [
    notification("conversation.admin.replied", part({ type: "admin", id: "814860" }, "<p>Shall I show you?</p>")),
    notification("conversation.admin.replied", part({ type: "bot", id: "1" }, "<p>Hi</p>")),
    notification("conversation.user.replied", part({ type: "bot", id: "1" }, "<p>Hi</p>")),
    notification("conversation.admin.assigned", { admin_assignee_id: 814_860 }),
  ],
  others: [
    [
      "a new conversation",
      notification("conversation.user.created", source(USER, "<p>Hello</p>")),
      ["conversation-started", "user-message"],
    ],
    [
      "one that Usher started begins with a sentence that nobody said",
      notification(
        "conversation.user.created",
        source(USER, "<p>Hi, I&#39;d like some help based on my recent session.</p>"),
      ),
      ["conversation-started"],
    ],
    [
      "another admin writes",
      notification("conversation.admin.replied", part({ type: "admin", id: "2" }, "<p>Hi</p>")),
      ["human-joined"],
    ],
    ["another admin takes it", notification("conversation.admin.assigned", { admin_assignee_id: 2 }), ["human-joined"]],
    [
      "nobody has it any more",
      notification("conversation.admin.assigned", { admin_assignee_id: null }),
      ["human-left"],
    ],
    ["it is closed", notification("conversation.admin.closed", {}), ["human-left", "conversation-ended"]],
    [
      "a ping",
      { type: "notification_event", topic: "ping", id: "n", data: { item: { type: "ping" } }, created_at: NOW / 1_000 },
      [],
    ],
    ["a note", notification("conversation.admin.noted", part({ type: "admin", id: "2" }, "x")), []],
  ],
});

describe("requests", () => {
  const accepted = answer(200, { type: "conversation", id: "1911149811" });

  test("a reply is HTML of the few elements Messenger shows", async () => {
    const io = scriptedIo([accepted]);
    const text = "Two steps & no <script>:\n\n1. Open **Billing**\n2. Save";
    await intercom.post({ id: "m", target: TARGET, text }, OPTIONS, io);
    expect(io.requests[0]).toMatchObject({
      method: "POST",
      url: "https://api.intercom.io/conversations/1911149811/reply",
      headers: {
        authorization: "Bearer dG9rOmFjY2Vzcw-0123",
        "intercom-version": "2.11",
        "content-type": "application/json",
      },
    });
    expect(JSON.parse(io.requests[0]?.body ?? "")).toEqual({
      message_type: "comment",
      type: "admin",
      admin_id: "814860",
      body: "<p>Two steps &amp; no &lt;script&gt;:</p><ol><li>Open <b>Billing</b></li><li>Save</li></ol>",
    });
  });

  test("chips are quick replies, three at most, with ids that come back", async () => {
    const io = scriptedIo([accepted]);
    const chips = ["a", "b", "c", "d"].map((id) => ({ id, label: `Label ${id}` }));
    await intercom.post({ id: "m", target: TARGET, text: "Shall I?", chips }, { ...OPTIONS, region: "eu" }, io);
    expect(io.requests[0]?.url).toMatch(/^https:\/\/api\.eu\.intercom\.io\//);
    expect(io.requests[0]?.headers["intercom-version"]).toBe("Unstable");
    expect(JSON.parse(io.requests[0]?.body ?? "")).toMatchObject({
      message_type: "quick_reply",
      reply_options: [
        { text: "Label a", uuid: "a" },
        { text: "Label b", uuid: "b" },
        { text: "Label c", uuid: "c" },
      ],
    });
  });

  test("a chosen quick reply brings the chip's id", () => {
    const body = notification(
      "conversation.user.replied",
      part(USER, "<p>Zeig es mir</p>", { metadata: { quick_reply_options: [{ text: "Zeig es mir", uuid: "tour" }] } }),
    );
    const request = anInbound(body);
    const mac = createHmac("sha256", OPTIONS.clientSecret).update(request.body).digest("hex");
    const headers = { "x-hub-signature-256": `sha256=${mac}` };
    const result = intercom.parseInbound({ ...request, headers }, OPTIONS, bridgeTools);
    expect(result).toMatchObject({
      ok: true,
      events: [
        {
          type: "user-message",
          text: "Zeig es mir",
          chipId: "tour",
          person: { userId: "u-1", contactId: "5bc8f7ae2d96695c18a" },
        },
      ],
    });
  });

  test("a wrong stronger signature is not saved by a right weaker one", () => {
    const request = anInbound(notification("conversation.user.replied", part(USER, "<p>Hi</p>")));
    const weak = createHmac("sha1", OPTIONS.clientSecret).update(request.body).digest("hex");
    const headers = { "x-hub-signature": `sha1=${weak}`, "x-hub-signature-256": `sha256=${"0".repeat(64)}` };
    const result = intercom.parseInbound({ ...request, headers }, OPTIONS, bridgeTools);
    expect(result).toMatchObject({ ok: false, code: "signature_invalid" });
  });

  test("a note is seen by agents only", async () => {
    const io = scriptedIo([accepted]);
    await intercom.note?.({ id: "m", target: TARGET, text: "session_id: s-1" }, OPTIONS, io);
    expect(JSON.parse(io.requests[0]?.body ?? "")).toMatchObject({ message_type: "note", admin_id: "814860" });
  });

  test("a conversation is started for the person: by user id first, then by address", async () => {
    const io = scriptedIo([
      answer(200, { type: "list", data: [] }),
      answer(200, { type: "list", data: [{ type: "contact", id: "c-9" }] }),
      answer(200, { type: "user_message", id: "403918251", conversation_id: "419" }),
    ]);
    const { conversationId: _, ...target } = TARGET;
    expect(await intercom.open(target, OPTIONS, io)).toEqual({ ok: true, conversationId: "419", contactId: "c-9" });
    expect(io.requests.map(({ url, body }) => [url.slice(23), JSON.parse(body ?? "")])).toEqual([
      ["/contacts/search", { query: { field: "external_id", operator: "=", value: "u-1" } }],
      ["/contacts/search", { query: { field: "email", operator: "=", value: "jo@example.com" } }],
      [
        "/conversations",
        { from: { type: "user", id: "c-9" }, body: "Hi, I'd like some help based on my recent session." },
      ],
    ]);
  });

  test("nobody known is no conversation", async () => {
    const io = scriptedIo([answer(200, { type: "list", data: [] })]);
    expect(await intercom.open({ sessionId: "s", userId: "u" }, OPTIONS, io)).toMatchObject({
      ok: false,
      code: "not_ready",
    });
  });

  test("deleting keeps the reports' figures; one that is gone is deleted", async () => {
    const io = scriptedIo([answer(404, list("not_found"))]);
    expect(await deleteIntercomConversation("419", OPTIONS, io)).toMatchObject({ ok: true });
    expect(io.requests[0]).toMatchObject({
      method: "DELETE",
      url: "https://api.intercom.io/conversations/419?retain_metrics=true",
      headers: { "intercom-version": "2.15" },
    });
    const failing = scriptedIo([answer(500, list("server_error"))]);
    expect(await deleteIntercomConversation("419", OPTIONS, failing)).toMatchObject({ ok: false });
    expect(await deleteIntercomConversation("..", OPTIONS, failing)).toMatchObject({ code: "conversation_not_found" });
  });

  test("a note is taken back by its part's id", async () => {
    const io = scriptedIo([accepted]);
    expect(await redactIntercomPart("419", "7", OPTIONS, io)).toMatchObject({ ok: true });
    expect(JSON.parse(io.requests[0]?.body ?? "")).toEqual({
      type: "conversation_part",
      conversation_id: "419",
      conversation_part_id: "7",
    });
  });
});
