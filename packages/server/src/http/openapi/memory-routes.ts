import { correctionRequest } from "../routes/copilot/user-memory.ts";
import type { RouteDescription } from "./route-description.ts";

const secret = ["secret", "admin"] as const;
const session = ["session"] as const;
const product = { name: "product_id", in: "query", about: "Needed with an admin key." } as const;
const identity = {
  name: "identity",
  in: "query",
  about: "`verified` or `claimed`; left out, the proved user when something is remembered of them.",
} as const;
const filters = [
  product,
  { name: "email", in: "query", about: "Only sessions of this address." },
  { name: "since", in: "query", about: "Ended at or after: epoch milliseconds or ISO-8601." },
  { name: "until", in: "query", about: "Began before." },
  { name: "limit", in: "query", about: "At most so many, the latest first; 100." },
] as const;
const body = {
  name: "MemoryCorrection",
  schema: correctionRequest,
  example: { workflow: "setup_slack_integration", status: "mastered" },
} as const;
const profile = {
  about: "`knowledge_state`, `journey_completion`, `struggle_patterns`, `last_seen_at`, `last_session_summary`.",
} as const;

/** What is remembered of people. */
export const memoryRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/v1/users/:user_id/memory",
    group: "Copilots",
    title: "A user's memory",
    about: "What they have mastered, begun and never touched, with the actions that prove it.",
    access: secret,
    scope: "users:read",
    parameters: [product, identity],
    reply: profile,
  },
  {
    method: "patch",
    path: "/v1/users/:user_id/memory",
    group: "Copilots",
    title: "Correct a user's memory",
    about: "Their own word on a workflow; `null` forgets it.",
    access: secret,
    scope: "users:delete",
    parameters: [product, identity],
    body,
    reply: profile,
    problems: ["parameter_invalid", "user_erased"],
  },
  {
    method: "delete",
    path: "/v1/users/:user_id/memory",
    group: "Copilots",
    title: "Forget a user's memory",
    about: "Everything up to now, the analyses of their sessions included. The user themselves stays.",
    access: secret,
    scope: "users:delete",
    parameters: [product],
    reply: { status: 204, about: "Forgotten.", type: null },
  },
  {
    method: "get",
    path: "/v1/users/:user_id/sessions",
    group: "Copilots",
    title: "A user's sessions",
    about: "The analyses of sessions that have ended, the latest first.",
    access: secret,
    scope: "users:read",
    parameters: filters,
    reply: { about: "Session analysis documents, schema version 2." },
    problems: ["parameter_invalid"],
  },
  {
    method: "get",
    path: "/v1/sessions",
    group: "Copilots",
    title: "A product's sessions",
    about: "The same over all users.",
    access: secret,
    scope: "users:read",
    parameters: [...filters, { name: "user_id", in: "query", about: "Only sessions of this user." }],
    reply: { about: "Session analysis documents, schema version 2." },
    problems: ["parameter_invalid"],
  },
  {
    method: "get",
    path: "/v1/sessions/:session_id/copilot",
    group: "Copilots",
    title: "A prompt for the one next step",
    about: "What the user does, what they know and what they should do. A layer that is late is left out and named.",
    access: secret,
    scope: "context:read",
    parameters: [product, { name: "timeout_ms", in: "query", about: "What a layer may take; 400, at most 5,000." }],
    reply: { about: "`system`, `text`, `missing` and the `gap`: the next step with its reason, or why there is none." },
    problems: ["session_unknown"],
  },
  {
    method: "post",
    path: "/v1/sessions/:session_id/end",
    group: "Copilots",
    title: "End a session",
    about: "Analyses it now instead of after half an hour without activity. It may go on afterwards.",
    access: secret,
    scope: "context:read",
    parameters: [product],
    reply: { about: "Its analysis." },
    problems: ["session_unknown"],
  },
  {
    method: "get",
    path: "/v1/memory",
    group: "Pages",
    title: "One's own memory",
    about: "What is remembered of the person at the page. Who only claims a name does not see it.",
    access: session,
    reply: profile,
    problems: ["identity_required"],
  },
  {
    method: "patch",
    path: "/v1/memory",
    group: "Pages",
    title: "Correct one's own memory",
    about: "One's own word on a workflow; `null` forgets it.",
    access: session,
    body,
    reply: profile,
    problems: ["identity_required", "parameter_invalid"],
  },
  {
    method: "delete",
    path: "/v1/memory",
    group: "Pages",
    title: "Forget one's own memory",
    about: "Everything up to now.",
    access: session,
    reply: { status: 204, about: "Forgotten.", type: null },
    problems: ["identity_required"],
  },
];
