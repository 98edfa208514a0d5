/** One call over the channel between a benchmark and its child process. */
export interface ChildCall {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}

export type ChildAnswer =
  | { readonly id: number; readonly type: "done"; readonly value: unknown }
  | { readonly id: number; readonly type: "failed"; readonly message: string };

/** What a child can do, by name; values must survive JSON. */
export type Calls = Readonly<Record<string, (argument: never) => unknown>>;

/** To be called once in a child process: answers the parent's calls until the parent goes away. */
export function answerCalls(calls: Calls): void {
  process.on("message", async ({ id, name, argument }: ChildCall) => {
    process.send?.(await answer(calls, id, name, argument));
  });
  process.on("disconnect", () => process.exit(0));
}

async function answer(calls: Calls, id: number, name: string, argument: unknown): Promise<ChildAnswer> {
  try {
    const call = calls[name];
    if (call === undefined) throw new Error(`The child has no call "${name}".`);
    return { id, type: "done", value: await call(argument as never) };
  } catch (error) {
    return { id, type: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
