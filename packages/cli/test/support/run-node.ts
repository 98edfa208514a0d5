import { spawn } from "node:child_process";

/** What came of a process that has ended. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  /** Resolves with the match once the output has it; rejects when the process ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<Ran>;
}

/** Runs Node in a folder, and waits for its end. */
export function runNode(cwd: string, args: readonly string[]): Promise<Ran> {
  return launch(cwd, args).ended;
}

/** Starts Node likewise, and leaves it running. */
export function startNode(cwd: string, args: readonly string[]): Started {
  const { child, ended, output } = launch(cwd, args);
  return {
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(output());
          if (match !== null) resolve(match);
        };
        child.stdout.on("data", look);
        child.stderr.on("data", look);
        look();
        void ended.then(({ code, out, err }) => reject(new Error(`ended with ${code}: ${out}${err}`)));
      }),
    stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

function launch(cwd: string, args: readonly string[]) {
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const ended = new Promise<Ran>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, err }));
  });
  return { child, ended, output: () => out + err };
}
