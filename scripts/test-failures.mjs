// @ts-check
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

/**
 * @typedef {{ fullName: string, status: string, failureMessages?: readonly string[] | null }} AssertionReport
 * @typedef {{ name?: string, status: string, message?: string, assertionResults: readonly AssertionReport[] }} FileReport
 */

/** How much of each failure is repeated: what was expected, the seed and the first places of the stack. */
const LINES_PER_FAILURE = 14;

/** How many failures are repeated in full; of the others only the names. */
const FULL_FAILURES = 6;

/**
 * The failures of a vitest run once more, for the end of a long print of which often only the end is kept.
 * @param {readonly FileReport[]} files
 * @param {string} root Folder that file names are relative to.
 * @returns {readonly string[]} Lines; empty when nothing failed.
 */
export function failureLines(files, root) {
  const failures = files.flatMap((file) => {
    const name = relative(root, file.name ?? "");
    const failed = file.assertionResults.filter(({ status }) => status === "failed");
    if (failed.length === 0 && file.status === "failed") return [{ title: name, message: file.message ?? "" }];
    return failed.map(({ fullName, failureMessages }) => ({
      title: `${name} > ${fullName}`,
      message: failureMessages?.join("\n") ?? "",
    }));
  });
  return failures.flatMap(({ title, message }, index) => {
    const lines = stripVTControlCharacters(message).split("\n").slice(0, LINES_PER_FAILURE);
    return [`FAILED ${title}`, ...(index < FULL_FAILURES ? lines.map((line) => `    ${line}`) : [])];
  });
}
