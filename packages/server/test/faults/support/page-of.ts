import type { SessionReply } from "@usher/core";
import { createPageClient, type Listening, type PageClient } from "../../support/page-client.ts";

/** A page of a session that may have begun at another address: the server came back. */
export function pageOf(url: string, session: SessionReply): PageClient {
  const page = createPageClient(url);
  page.session = session;
  return page;
}

/** A new visitor. */
export async function enterPage(url: string): Promise<PageClient> {
  const page = createPageClient(url);
  await page.start();
  return page;
}

/** Whether the server went away under a request, rather than answered it. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof ConnectionLost) return true;
  return error instanceof TypeError && (error.message === "fetch failed" || error.message === "terminated");
}

class ConnectionLost extends Error {}

const PATIENCE_MS = 15_000;

/** Waits for something to be among a stream's frames. Rejects at once when the stream ends without it. */
export async function untilFrames<Found>(
  stream: Listening,
  find: (stream: Listening) => Found | undefined,
): Promise<Found> {
  let isOver = false;
  stream.ended.then(() => {
    isOver = true;
  });
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUpAt) {
    const found = find(stream);
    if (found !== undefined) return found;
    if (isOver) throw new ConnectionLost("the stream ended");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`not among the frames: ${stream.frames.map(({ event }) => event).join(", ")}`);
}
