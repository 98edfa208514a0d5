import type { UsherClient, UsherOptions } from "@usher/browser";

interface Life {
  holderCount: number;
  ending: ReturnType<typeof setTimeout> | undefined;
}

const lives = new WeakMap<UsherClient, Life>();

/**
 * Starts a client for as long as somebody holds it. What lets go and takes hold again at once, as React's StrictMode does,
 * interrupts nothing. Returns how to let go.
 */
export function keepRunning(client: UsherClient, options: UsherOptions): () => void {
  const life = lives.get(client) ?? { holderCount: 0, ending: undefined };
  lives.set(client, life);
  clearTimeout(life.ending);
  life.holderCount++;
  client.init(options);
  return () => {
    life.holderCount--;
    life.ending = setTimeout(() => {
      if (life.holderCount === 0) client.shutdown();
    });
  };
}
