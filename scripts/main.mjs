// @ts-check
// The one way a script starts: a failure is a sentence, not a stack.

/**
 * Runs `main` and ends the process with the code it returns.
 * @param {(args: string[]) => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exit(await main(process.argv.slice(2)));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
