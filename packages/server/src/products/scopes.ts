/** What a key may do. */
export type Scope =
  | "stream:read"
  | "context:read"
  | "users:read"
  | "users:export"
  | "users:delete"
  | "events:write"
  | "webhooks:write"
  | "golden_paths:write"
  | "products:write";

export const SCOPES: readonly Scope[] = [
  "stream:read",
  "context:read",
  "users:read",
  "users:export",
  "users:delete",
  "events:write",
  "webhooks:write",
  "golden_paths:write",
  "products:write",
];

/** Secret keys are for a product's own servers: everything but products and keys themselves. */
export const SECRET_SCOPES: readonly Scope[] = SCOPES.filter((scope) => scope !== "products:write");
