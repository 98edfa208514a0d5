import { fork } from "node:child_process";
import type { Calls, ChildAnswer, ChildCall } from "./child-calls.ts";

/** A process of its own, so that what is measured and what measures it share no event loop. */
export interface Child<Known extends Calls> {
  call<Name extends keyof Known & string>(
    name: Name,
    ...argument: Parameters<Known[Name]>
  ): Promise<Awaited<ReturnType<Known[Name]>>>;
  /** Resolves when the process is gone. */
  stop(): Promise<void>;
}

/** @param path What `bundleChild` returned. */
export function startChild<Known extends Calls>(path: string): Child<Known> {
  // Its standard output goes to our standard error: ours may be read by a program.
  const child = fork(path, [], { stdio: ["ignore", 2, 2, "ipc"] });
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  let count = 0;
  const gone = new Promise<void>((resolve) => {
    child.once("exit", (code, signal) => {
      for (const { reject } of waiting.values()) reject(new Error(`The child process ended (${signal ?? code}).`));
      waiting.clear();
      resolve();
    });
  });
  child.on("message", (answer: ChildAnswer) => {
    const caller = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.type === "done") caller?.resolve(answer.value as never);
    else caller?.reject(new Error(answer.message));
  });
  return {
    call(name, ...argument) {
      const id = ++count;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        child.send({ id, name, argument: argument[0] } satisfies ChildCall);
      });
    },
    stop() {
      if (child.connected) child.disconnect();
      return gone;
    },
  };
}
