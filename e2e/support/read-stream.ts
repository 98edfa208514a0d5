import { EventSourceParserStream } from "eventsource-parser/stream";

/** An action as a reader of the stream gets it. */
export interface StreamedAction {
  readonly title: string;
  readonly type: string;
  readonly canonical_url: string;
  readonly session_id: string | null;
  readonly user_id: string | null;
  readonly email: string | null;
  readonly index: number;
}

export interface StreamReader {
  readonly actions: readonly StreamedAction[];
  close(): Promise<void>;
}

/** Reads `GET /stream/:product_id` from the start of retention. */
export async function readStream(url: string, productId: string, secretKey: string): Promise<StreamReader> {
  const stop = new AbortController();
  const response = await fetch(`${url}/stream/${productId}?since=0`, {
    headers: { authorization: `Bearer ${secretKey}` },
    signal: stop.signal,
  });
  if (response.status !== 200 || response.body === null) throw new Error(`the stream answered ${response.status}`);
  const actions: StreamedAction[] = [];
  const frames = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  const reading = (async () => {
    for await (const { event, data } of frames) {
      if (event !== undefined || data === "") continue;
      const payload = JSON.parse(data) as { readonly type: string; readonly actions?: readonly StreamedAction[] };
      if (payload.type === "actions") actions.push(...(payload.actions ?? []));
    }
  })().catch(() => {});
  return {
    actions,
    async close() {
      stop.abort();
      await reading;
    },
  };
}
