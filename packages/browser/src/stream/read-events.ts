import { createEventDecoder } from "@usher/core";

export interface ServerEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: unknown;
}

/** One event longer than this, in characters, is not ours. */
const MAX_LENGTH = 1_000_000;

/**
 * Decodes an event stream as it arrives. Events whose data is not JSON are skipped: a newer server may
 * say things this page does not know. `onBytes` is told about every chunk, comments included.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  onBytes?: () => void,
): AsyncGenerator<ServerEvent, void, undefined> {
  const ready: ServerEvent[] = [];
  const take = createEventDecoder(MAX_LENGTH, ({ event, id, data }) => {
    try {
      ready.push({ event, id, data: JSON.parse(data) });
    } catch {
      // Not for us.
    }
  });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes?.();
      take(decoder.decode(value, { stream: true }));
      yield* ready.splice(0);
    }
  } finally {
    // Leaving the loop early must also end the request.
    reader.cancel().catch(() => {});
  }
}
