import type { RouteDescription } from "./route-description.ts";

const group = "Sources" as const;
const access = ["source"] as const;
const DONE = { about: "Taken: what was accepted is on disk.", example: { status: 1 } };

/** With the short forms of browsers. */
const SEGMENT_CALLS = [
  "track",
  "page",
  "screen",
  "identify",
  "group",
  "alias",
  "batch",
  "import",
  "t",
  "p",
  "s",
  "i",
  "g",
  "a",
];

const posthogPaths = ["/e", "/i/v0/e", "/batch", "/capture", "/track", "/engage"];

function both(route: Omit<RouteDescription, "method">): readonly RouteDescription[] {
  return [
    { ...route, method: "get", title: `${route.title}, in the address` },
    { ...route, method: "post" },
  ];
}

/** What other vendors' clients ask; the bodies are theirs. */
export const sourceRoutes: readonly RouteDescription[] = [
  ...posthogPaths.flatMap((path) =>
    both({
      path,
      group,
      title: `PostHog capture (${path})`,
      about: "For posthog-js and posthog-node pointed at this server; plain, gzip, base64 and lz forms.",
      access,
      foreignBody: "What PostHog's clients send; the publishable key is their `token` or `api_key`.",
      reply: DONE,
    }),
  ),
  ...["/flags", "/decide"].flatMap((path) =>
    both({
      path,
      group,
      title: `PostHog flags (${path})`,
      about: "Switches click capture on and every feature that Usher has no use for off.",
      access,
      foreignBody: "What PostHog's clients send; the publishable key is their `token` or `api_key`.",
      reply: { about: "No flags." },
    }),
  ),
  ...both({
    path: "/s",
    group,
    title: "PostHog recordings",
    about: "Answered and not kept: Usher records no screens.",
    access: ["public"],
    reply: { about: "Ignored.", example: { status: 1 } },
  }),
  {
    method: "get",
    path: "/array/:key/config.js",
    group,
    title: "PostHog configuration (script)",
    about: "The configuration of a page as posthog-js loads it.",
    access,
    reply: { about: "A script.", type: "application/javascript" },
  },
  {
    method: "get",
    path: "/array/:key/config",
    group,
    title: "PostHog configuration",
    about: "The configuration of a page as JSON.",
    access,
    reply: { about: "The configuration." },
  },
  {
    method: "get",
    path: "/static/*",
    group,
    title: "PostHog scripts",
    about: "Scripts of features that are off here, served empty so that no page logs a failed request.",
    access: ["public"],
    reply: { about: "An empty script.", type: "application/javascript" },
    problems: ["route_unknown"],
  },
  {
    method: "post",
    path: "/webhook/:product_id",
    group,
    title: "Webhook of a product",
    about: "A PostHog destination, or whatever the product's source sends, signed with the webhook secret.",
    access,
    foreignBody: "What the vendor sends.",
    reply: DONE,
    problems: ["product_unknown", "signature_missing", "signature_invalid", "source_unknown"],
  },
  {
    method: "post",
    path: "/ingest/:source/:product_id",
    group,
    title: "Events of a named source",
    about: "Any source that is configured, and JSON mapped by the configuration.",
    access,
    foreignBody: "What the source sends.",
    reply: DONE,
    problems: ["product_unknown", "signature_missing", "signature_invalid", "source_unknown", "key_malformed"],
  },
  ...SEGMENT_CALLS.map(
    (call): RouteDescription => ({
      method: "post",
      path: `/v1/${call}`,
      group,
      title: `Segment and RudderStack ${call}`,
      about: "For analytics.js, analytics-node and RudderStack's clients pointed at this server.",
      access,
      foreignBody: "A call of the common tracking specification.",
      reply: { about: "Taken.", example: { success: true } },
    }),
  ),
  {
    method: "get",
    path: "/v1/projects/:key/settings",
    group,
    title: "Segment settings",
    about: "What analytics.js asks when it starts.",
    access,
    reply: { about: "The integrations: this server alone." },
  },
  {
    method: "post",
    path: "/2/httpapi",
    group,
    title: "Amplitude events",
    about: "For Amplitude's clients pointed at this server.",
    access,
    foreignBody: "Amplitude's HTTP API v2.",
    reply: { about: "Taken.", example: { code: 200, events_ingested: 1 } },
  },
];
