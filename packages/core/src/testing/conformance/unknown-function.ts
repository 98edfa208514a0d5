/** For an area's runner: the vectors hold a function it does not know, which is a fault of the runner. */
export function unknownFunction(fn: string): never {
  throw new Error(`no runner for ${fn}`);
}
