const LOOK_EVERY_MS = 100;

/** Looks until something is there. Rejects when the time is over or nobody wants it any more. */
export function watchUntil<Found>(
  look: () => Found | undefined,
  { withinMs, signal, missing }: { readonly withinMs: number; readonly signal: AbortSignal; readonly missing: string },
): Promise<Found> {
  return new Promise((resolve, reject) => {
    const giveUpAt = performance.now() + withinMs;
    const tryAgain = (): void => {
      const found = look();
      if (found !== undefined) return resolve(found);
      if (signal.aborted || performance.now() >= giveUpAt) return reject(new Error(missing));
      setTimeout(tryAgain, LOOK_EVERY_MS);
    };
    tryAgain();
  });
}
