// Takes the data directory given as argument, says what came of it in one line of JSON, and keeps it until killed or
// until its input ends.
import { loadSource } from "./load-source.mjs";

const { openDataDirectory } = await loadSource("../data-directory.ts");

function say(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

try {
  const directory = openDataDirectory(process.argv[2]);
  say({ held: directory.dir });
  process.stdin.resume().on("end", () => directory.close());
} catch (error) {
  say({ code: error.code, message: error.message });
}
