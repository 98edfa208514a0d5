/** The headers that tell the AI SDK which protocol it reads. */
export const UI_MESSAGE_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache",
  connection: "keep-alive",
  "x-vercel-ai-ui-message-stream": "v1",
  "x-accel-buffering": "no",
};

/** Frames of the AI SDK's UI message stream, version 1, for one answer. Pure: whoever holds the socket writes them. */
export interface UiMessageFrames {
  start(): string;
  delta(text: string): string;
  /** A tour the page may offer: a data part, which `useChat` hands to the page. */
  tour(tourId: string): string;
  /** Ends the answer, whole or broken. `message` is shown to the user. */
  fail(message: string): string;
  finish(): string;
}

export function createUiMessageFrames(messageId: string): UiMessageFrames {
  const textId = `${messageId}-text`;
  let isOpen = false;
  const open = (): string => {
    if (isOpen) return "";
    isOpen = true;
    return frame({ type: "text-start", id: textId });
  };
  const close = (): string => {
    if (!isOpen) return "";
    isOpen = false;
    return frame({ type: "text-end", id: textId });
  };
  return {
    start: () => frame({ type: "start", messageId }) + frame({ type: "start-step" }),
    // Clients take an empty delta for a mistake.
    delta: (text) => (text === "" ? "" : open() + frame({ type: "text-delta", id: textId, delta: text })),
    tour: (tourId) => close() + frame({ type: "data-usher-tour", data: { tour_id: tourId } }),
    fail: (message) => close() + frame({ type: "error", errorText: message }) + DONE,
    finish: () => close() + frame({ type: "finish-step" }) + frame({ type: "finish" }) + DONE,
  };
}

const DONE = "data: [DONE]\n\n";

function frame(chunk: Readonly<Record<string, unknown>>): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}
