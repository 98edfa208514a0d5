import type {
  createServer,
  inspectDataDirectory,
  loadConfig,
  openKnowledge,
  openPaths,
  openPrivateData,
  openProducts,
  openWebhooks,
  readDataDirectory,
  readLocalAdmin,
} from "@usher/server";

/** What a command may touch. Handed in, so that a command can be run without a terminal, a network or a disk of its own. */
export interface CliContext {
  /** Absolute; relative paths given on the command line count from here. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** One line on standard output, without its line break. */
  print(line: string): void;
  /** One line on standard error, without its line break. */
  printError(line: string): void;
  readonly loadConfig: typeof loadConfig;
  readonly createServer: typeof createServer;
  readonly readDataDirectory: typeof readDataDirectory;
  readonly openProducts: typeof openProducts;
  readonly openKnowledge: typeof openKnowledge;
  readonly openPaths: typeof openPaths;
  readonly openPrivateData: typeof openPrivateData;
  readonly openWebhooks: typeof openWebhooks;
  readonly readLocalAdmin: typeof readLocalAdmin;
  readonly inspectDataDirectory: typeof inspectDataDirectory;
  /** Whether a person watches standard output, so that colours are welcome. */
  readonly isTerminal: boolean;
  /** E.g. `v20.11.0`. */
  readonly nodeVersion: string;
  /** Epoch milliseconds. */
  now(): number;
  /** Calls back for every request to stop (Ctrl-C, SIGTERM) until the returned function is called. */
  onStopRequest(listener: () => void): () => void;
  /** Ends the process at once. */
  exit(code: number): void;
}
