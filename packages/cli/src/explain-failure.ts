/** An error that a person can act on: `code` says which one it is. Told by shape, which survives a second copy of a package. */
interface CodedError extends Error {
  readonly code: string;
  readonly problems?: readonly { readonly path: string; readonly detail: string }[];
}

/** What to do about each failure of starting a server, where the message alone does not say it. */
const FIXES: Readonly<Record<string, string>> = {
  port_in_use: "Stop the other program, or choose another port: --port 8788 (0 picks a free one).",
  data_dir_locked: "Stop the other Usher, or give this one its own folder: --data-dir <path>.",
  config_invalid: "Correct the values above and start again.",
};

/**
 * A failure in words. Known failures get their fix and no stack; an unknown one keeps its stack, because it is a defect
 * that someone will want to report.
 */
export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!isCoded(error)) return error.stack ?? error.message;
  const problems = (error.problems ?? [])
    .map(({ path, detail }) => `  ${path}: ${detail}`)
    .filter((line) => !error.message.includes(line));
  const fix = FIXES[error.code];
  return [error.message, ...problems, ...(fix === undefined ? [] : [fix])].join("\n");
}

function isCoded(error: Error): error is CodedError {
  return error.name === "UsherError" && "code" in error && typeof error.code === "string";
}
