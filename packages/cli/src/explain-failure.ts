/** An error that a person can act on: `code` says which one it is. Told by shape, which survives a second copy of a package. */
interface CodedError extends Error {
  readonly code: string;
  readonly problems?: readonly { readonly path: string; readonly detail: string }[];
}

/** The option that gets around a failure, and how to say so where the message does not name it. */
const FIXES: Readonly<Record<string, { readonly option: string; readonly text: string }>> = {
  port_in_use: {
    option: "--port",
    text: "Stop the other program, or choose another port: --port 8788 (0 picks a free one).",
  },
  data_dir_locked: {
    option: "--data-dir",
    text: "Stop the other Usher, or give this one its own folder: --data-dir <path>.",
  },
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
  const missingFix = fix === undefined || error.message.includes(fix.option) ? [] : [fix.text];
  return [error.message, ...problems, ...missingFix].join("\n");
}

function isCoded(error: Error): error is CodedError {
  return error.name === "UsherError" && "code" in error && typeof error.code === "string";
}
