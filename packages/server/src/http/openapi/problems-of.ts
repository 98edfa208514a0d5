import type { ProblemCode } from "../problem.ts";
import type { Access, RouteDescription } from "./route-description.ts";

/** What any request can be told, whatever it asks. */
const ANYWHERE: readonly ProblemCode[] = [
  "rate_limited",
  "overloaded",
  "stopping",
  "store_unavailable",
  "store_contention",
  "store_rejected",
  "internal",
  "host_not_allowed",
  "too_many_headers",
];

const WITH_BODY: readonly ProblemCode[] = [
  "body_invalid",
  "body_not_json",
  "body_too_deep",
  "body_too_wide",
  "encoding_invalid",
  "body_timeout",
  "body_too_large",
  "media_type_unsupported",
];

/** What becomes of events before they are read. */
const WITH_EVENTS: readonly ProblemCode[] = ["body_too_complex", "no_events", "too_many_events", "mixed_keys"];

const BY_ACCESS: Readonly<Record<Access, readonly ProblemCode[]>> = {
  public: [],
  publishable: ["key_missing", "key_malformed", "key_unknown", "origin_missing", "origin_not_allowed"],
  session: ["token_missing", "token_invalid", "token_expired", "origin_not_allowed"],
  secret: ["key_missing", "key_malformed", "key_unknown", "scope_missing", "product_unknown"],
  admin: ["admin_key_invalid"],
  metrics: ["key_missing"],
  source: ["key_missing", "key_unknown", "scope_missing", "origin_missing", "origin_not_allowed"],
};

/** Every code a route can answer with: its own, and those that follow from who may ask and what is sent. */
export function problemsOf(route: RouteDescription): ReadonlySet<ProblemCode> {
  const { access, problems = [], path } = route;
  const hasBody = route.body !== undefined || route.foreignBody !== undefined;
  // An admin key opens every product: a route for keys of products takes one of them, and then the product needs a name.
  const isForServers = access.includes("secret");
  const isNamed = /:product_id|\/products\/:id/.test(path);
  return new Set([
    ...problems,
    ...access.flatMap((each) => (each === "admin" && isForServers ? [] : BY_ACCESS[each])),
    ...(isForServers && !isNamed ? (["parameter_invalid"] as const) : []),
    // A source's GET carries its events in the address, in the same forms.
    ...(hasBody && (route.method !== "get" || access.includes("source")) ? WITH_BODY : []),
    ...(hasBody && access.includes("source") ? WITH_EVENTS : []),
    ...ANYWHERE,
  ]);
}
