/** One server-sent event. Data is always JSON on one line, so no content can forge a second event. */
export interface ServerSentEvent {
  readonly event?: string;
  readonly id?: string;
  readonly data: unknown;
}

const LINE_BREAKS = /[\r\n]/g;

/** The bytes of one event, as text. */
export function encodeEvent({ event, id, data }: ServerSentEvent): string {
  let text = "";
  if (event !== undefined) text += `event: ${event.replace(LINE_BREAKS, "")}\n`;
  if (id !== undefined) text += `id: ${id.replace(LINE_BREAKS, "")}\n`;
  return `${text}data: ${JSON.stringify(data ?? null)}\n\n`;
}

/** Tells the client how long to wait before it reconnects. */
export function encodeRetry(retryMs: number): string {
  return `retry: ${Math.max(0, Math.round(retryMs))}\n\n`;
}

/** A comment line: keeps proxies from closing an idle connection. */
export function encodeComment(text: string): string {
  return `: ${text.replace(LINE_BREAKS, "")}\n\n`;
}
