import type { ChatEvent } from "../chat/open-chat.tsx";
import type { Api } from "../transport/api.ts";

type Opened = Awaited<ReturnType<Api["open"]>>;

/** A broken answer is asked for again after so long, milliseconds, and then after as long again. */
const RETRY_MS = 700;
const RETRIES = 2;

/**
 * Reads an answer, and goes on with it when its stream breaks: the server tells it from its beginning, which replaces what
 * was there. Yields `gone` when there is no such conversation any more; throws when the answer does not come.
 */
export async function* readReply(open: () => Promise<Opened>, signal: AbortSignal): AsyncIterable<ChatEvent | "gone"> {
  for (let attempt = 0; ; attempt++) {
    let isRepeated = attempt > 0;
    try {
      const answer = await open();
      if (answer?.status === 404) return yield "gone";
      if (!answer?.ok) throw new Error(`The chat answered ${answer?.status ?? "nothing"}.`);
      for await (const { event, data } of answer.events()) {
        const frame = { event, data } as ChatEvent;
        if (frame.event === "reply-delta" && isRepeated) {
          isRepeated = false;
          yield { event: "reply-replace", data: frame.data };
        } else yield frame;
        if (frame.event === "reply-done" || (frame.event === "offer-answered" && frame.data.choice !== "chat")) return;
      }
      throw new Error("The answer broke off.");
    } catch (error) {
      if (signal.aborted) return;
      if (attempt === RETRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS * (attempt + 1)));
    }
  }
}
