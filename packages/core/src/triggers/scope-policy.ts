import { UsherError } from "../errors.ts";

/** `strict` (default) refuses a context without product or session; `lenient` accepts anything, for old call sites. */
export type ScopePolicy = "strict" | "lenient";

/** Whom a context is about. Ids are never written to logs: use `scopePresenceFlags`. */
export interface ProactiveScope {
  readonly productId?: string | null;
  readonly sessionId?: string | null;
  readonly conversationId?: string | null;
}

export interface ScopeCheck {
  /** Default `strict`. */
  readonly scopePolicy?: ScopePolicy;
  /** Whether a chat thread must be known. Default false. */
  readonly requireConversation?: boolean;
}

/** Code of the error, and name of the log event, for a scope that lacks an id. */
export const SCOPE_INVALID_EVENT = "proactive_trigger_scope_invalid";

export interface ScopePresenceFlags {
  readonly productIdSet: boolean;
  readonly sessionIdSet: boolean;
  readonly conversationIdSet: boolean;
  readonly hasChatSurface: boolean;
}

/** Whether there is a chat thread into which help could be written. */
export function hasChatSurface(scope: ProactiveScope): boolean {
  return isSet(scope.conversationId);
}

/** What may be logged about a scope: which ids are known, never the ids. */
export function scopePresenceFlags(scope: ProactiveScope): ScopePresenceFlags {
  const conversationIdSet = isSet(scope.conversationId);
  return {
    productIdSet: isSet(scope.productId),
    sessionIdSet: isSet(scope.sessionId),
    conversationIdSet,
    hasChatSurface: conversationIdSet,
  };
}

/** Throws UsherError `proactive_trigger_scope_invalid` naming the first id that is missing or blank. */
export function validateScope(scope: ProactiveScope, check: ScopeCheck = {}): void {
  if (check.scopePolicy === "lenient") return;
  if (!isSet(scope.productId)) throw missing("productId");
  if (!isSet(scope.sessionId)) throw missing("sessionId");
  if (check.requireConversation === true && !isSet(scope.conversationId)) throw missing("conversationId");
}

function isSet(id: string | null | undefined): boolean {
  return typeof id === "string" && id.trim() !== "";
}

function missing(path: string): UsherError {
  return new UsherError(SCOPE_INVALID_EVENT, `${path}: must not be blank under the strict scope policy`, { path });
}
