import type { ResolvedConfig, Started } from "@usher/server";
import type { CliContext } from "./cli-context.ts";

/**
 * One Ctrl-C can arrive twice, from the terminal and from npm. Only a later one means that the person lost patience.
 */
const SAME_REQUEST_MS = 500;

/**
 * Runs a server until it is asked to stop.
 * @param announce Called with the server's address and products once it accepts connections.
 * @returns 0 after a drained stop.
 */
export async function runServer(
  context: CliContext,
  config: ResolvedConfig,
  announce: (started: Started) => void,
): Promise<number> {
  const server = context.createServer(config);
  const stopRequested = new Promise<void>((resolve) => {
    let firstAt: number | undefined;
    context.onStopRequest(() => {
      const now = performance.now();
      if (firstAt === undefined) {
        firstAt = now;
        resolve();
      } else if (now - firstAt > SAME_REQUEST_MS) {
        context.printError("stopped without waiting");
        context.exit(130);
      }
    });
  });
  announce(await server.start());
  await stopRequested;
  context.print("stopping: finishing what is under way (again to stop at once)");
  await server.stop();
  return 0;
}
