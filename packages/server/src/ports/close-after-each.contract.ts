import { afterEach } from "vitest";

/** Opens what a suite tests, as often as it asks for one, and closes all of them after each test. */
export function closeAfterEach<Closable extends { close(): Promise<void> }>(
  open: () => Promise<Closable>,
): () => Promise<Closable> {
  const opened: Closable[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });
  return async () => {
    const one = await open();
    opened.push(one);
    return one;
  };
}
