import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Heap in use after collecting what nobody needs any more. */
export function usedBytes(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
