const PATIENCE_MS = 10_000;

/** Looks again and again until there is something to see; rejects with what was awaited. */
export async function until<Seen>(what: string, look: () => Seen | undefined): Promise<Seen> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUpAt) {
    const seen = look();
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited ${PATIENCE_MS / 1_000} s for ${what}`);
}
