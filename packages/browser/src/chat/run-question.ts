import { applyFrame, type ChatFrame, type ChatState, endStream } from "./chat-state.ts";

/**
 * Reads one answer and hands every new state to `update`. Returns the function that stops listening to it and tells
 * the stream so.
 */
export function runQuestion(
  ask: () => AsyncIterable<ChatFrame>,
  update: (change: (state: ChatState) => ChatState) => void,
): () => void {
  let frames: AsyncIterator<ChatFrame> | undefined;
  let stopped = false;

  async function read(): Promise<void> {
    try {
      frames = ask()[Symbol.asyncIterator]();
      for (;;) {
        const next = await frames.next();
        if (stopped) return;
        if (next.done) break;
        update((state) => applyFrame(state, next.value));
      }
      update((state) => endStream(state, false));
    } catch {
      if (!stopped) update((state) => endStream(state, true));
    }
  }

  void read();
  return () => {
    stopped = true;
    // A stream that fails while it is being abandoned has nobody left to tell.
    frames?.return?.()?.catch(() => {});
  };
}
