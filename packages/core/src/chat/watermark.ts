import { UsherError } from "../errors.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import { jsonNumber } from "../json-values.ts";

/** Names one conversation. Null and absent are the same; an empty id is another scope than none. */
export interface ChatWatermarkScope {
  readonly conversationId: string;
  readonly productId?: string | null;
  readonly tenantId?: string | null;
}

/** Remembers when a user last wrote, so that the next answer can tell what happened since. Epoch seconds. */
export interface InboundWatermarkStore {
  getPreviousInboundAt(scope: ChatWatermarkScope): Promise<number | null>;
  /** The last call wins, also when it names an earlier moment. */
  setLastInboundAt(scope: ChatWatermarkScope, atS: number): Promise<void>;
}

const DEFAULT_MAX_SCOPES = 10_000;

/** Keeps watermarks in memory; beyond the limit, the one set longest ago is forgotten. */
export class InMemoryInboundWatermarkStore implements InboundWatermarkStore {
  readonly #maxScopes: number;
  readonly #marks = new Map<string, number>();

  constructor(options: { readonly maxScopes?: number } = {}) {
    this.#maxScopes = options.maxScopes ?? DEFAULT_MAX_SCOPES;
  }

  async getPreviousInboundAt(scope: ChatWatermarkScope): Promise<number | null> {
    return this.#marks.get(scopeKey(scope)) ?? null;
  }

  async setLastInboundAt(scope: ChatWatermarkScope, atS: number): Promise<void> {
    const key = scopeKey(scope);
    this.#marks.delete(key);
    this.#marks.set(key, atS);
    for (const oldest of this.#marks.keys()) {
      if (this.#marks.size <= this.#maxScopes) break;
      this.#marks.delete(oldest);
    }
  }
}

/**
 * When a message counts as written, in epoch seconds: what the chatbot says (a number or its digits), else the
 * fallback, else now. Anything else in `createdAt` is refused: a wrong moment would hide or repeat activity.
 */
export function effectiveInboundTimestamp(
  createdAt: unknown,
  options: { readonly fallbackS?: number | null; readonly now: EpochMs },
): number {
  if (createdAt === null || createdAt === undefined) return options.fallbackS ?? options.now / SECOND_MS;
  const seconds = jsonNumber(createdAt);
  if (seconds !== undefined) return seconds;
  throw new UsherError("invalid-timestamp", "createdAt must be a number of seconds since 1970", { path: "createdAt" });
}

function scopeKey(scope: ChatWatermarkScope): string {
  return JSON.stringify([scope.tenantId ?? null, scope.productId ?? null, scope.conversationId]);
}
