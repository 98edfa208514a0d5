import {
  type ChatWatermarkScope,
  effectiveInboundTimestamp,
  InMemoryInboundWatermarkStore,
} from "../../../chat/watermark.ts";
import { SECOND_MS } from "../../../ids.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";

interface Op {
  readonly op: "get" | "set";
  readonly scope: {
    readonly conversation_id: string;
    readonly product_id?: string | null;
    readonly tenant_id?: string | null;
  };
  readonly at?: number;
}

export const watermark: ConformanceArea = {
  area: "watermark",
  run(fn, input) {
    if (fn === "effective_inbound_timestamp") {
      const { message_created_at: createdAt, fallback, clock } = input;
      return effectiveInboundTimestamp(createdAt, {
        fallbackS: (fallback ?? null) as number | null,
        now: (clock as number) * SECOND_MS,
      });
    }
    return fn === "watermark_sequence" ? runSequence(input.ops as Op[]) : unknownFunction(fn);
  },
};

async function runSequence(ops: readonly Op[]): Promise<(number | null)[]> {
  const store = new InMemoryInboundWatermarkStore();
  const results: (number | null)[] = [];
  for (const { op, scope, at } of ops) {
    const key: ChatWatermarkScope = {
      conversationId: scope.conversation_id,
      productId: scope.product_id ?? null,
      tenantId: scope.tenant_id ?? null,
    };
    if (op === "set") await store.setLastInboundAt(key, at ?? 0);
    results.push(op === "get" ? await store.getPreviousInboundAt(key) : null);
  }
  return results;
}
