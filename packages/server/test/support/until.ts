const PATIENCE_MS = 25_000;

/** Looks until it is so; rejects with what was awaited. Generous, for machines that are busy with other things. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(`waited ${PATIENCE_MS / 1_000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
