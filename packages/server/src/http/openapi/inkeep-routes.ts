import { inkeepChatNews } from "../routes/bridge/inkeep/chat-news.ts";
import { inkeepOpen } from "../routes/bridge/inkeep/open.ts";
import { inkeepReply } from "../routes/bridge/inkeep/reply.ts";
import { demoActions } from "../routes/bridge/inkeep/reported-actions.ts";
import type { RouteDescription } from "./route-description.ts";

const group = "Bridges" as const;
const access = ["session", "secret", "admin"] as const;

/** What a page with Inkeep's chat asks, in the words of the onboarding tutorial. */
export const inkeepBridgeRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/bridge/inkeep/guidance/stream/:session_id",
    group,
    title: "Inkeep: listen to guidance",
    about: "What is offered to the session, as it happens. A client that resumes misses nothing.",
    access,
    scope: "context:read",
    parameters: [{ name: "last-event-id", in: "header", about: "The last id the client has." }],
    reply: {
      about: "Events `ready`, `guidance_offer`, `guidance_start`, `guidance_withdraw` and `heartbeat`.",
      type: "text/event-stream",
    },
    problems: ["session_unknown", "streams_exhausted"],
  },
  {
    method: "get",
    path: "/bridge/inkeep/context/:session_id",
    group,
    title: "Inkeep: the chat's context",
    about: "What a model should know of the session. Holds no instructions; empty without activity.",
    access,
    scope: "context:read",
    reply: { about: "The text.", example: { context: "…", has_activity: true, session_id: "s_…" } },
    problems: ["session_unknown"],
  },
  {
    method: "post",
    path: "/bridge/inkeep/inkeep/reply",
    group,
    title: "Inkeep: accept the offer",
    about:
      "A wrong offer id changes nothing; a repeated reply gets the same answer; the chat does not start the guide.",
    access,
    scope: "events:write",
    body: {
      name: "InkeepReply",
      schema: inkeepReply,
      example: { session_id: "s_…", offer_id: "s_….1", option: "tour" },
    },
    reply: { about: "Accepted, with the guide to start, or null for the chat." },
    problems: ["session_unknown", "offer_unknown", "offer_not_open"],
  },
  {
    method: "post",
    path: "/bridge/inkeep/demo/actions",
    group,
    title: "Inkeep: report the app's own events",
    about: "The same as `Usher.track`. The reply carries the offer that the events brought about.",
    access,
    scope: "events:write",
    body: {
      name: "DemoActions",
      schema: demoActions,
      example: { session_id: "s_…", actions: [{ type: "data_source_open", title: "Connect Data Source" }] },
    },
    reply: { about: "How many, and the live offer.", example: { stored: 1, pending_offer: false, offer: null } },
    problems: ["session_unknown"],
  },
  {
    method: "post",
    path: "/bridge/inkeep/open",
    group,
    title: "Inkeep: open the chat on an offer",
    about: "What the chat opens with, and apart from it what only its model should know.",
    access: ["session"],
    body: { name: "InkeepOpen", schema: inkeepOpen, example: { offer_id: "s_….1" } },
    reply: { about: "Both.", example: { question: "…", context: "…", session_id: "s_…" } },
    problems: ["offer_unknown"],
  },
  {
    method: "post",
    path: "/bridge/inkeep/chat",
    group,
    title: "Inkeep: what happens in the chat",
    about: "Opened, a message of the user, closed: nothing is offered beside a conversation.",
    access,
    scope: "events:write",
    body: { name: "InkeepChatNews", schema: inkeepChatNews, example: { event: "user-message" } },
    reply: { about: "Noted.", example: { status: "ok" } },
    problems: ["session_unknown"],
  },
];
