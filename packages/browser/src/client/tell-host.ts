/** Tells the developer of the host page something only they can mend. */
export function tellHost(message: string, error?: unknown): void {
  // biome-ignore lint/suspicious/noConsole: the host's console is where its developer looks.
  console.error(`[usher] ${message}`, ...(error === undefined ? [] : [error]));
}
