import type { Trigger } from "@usher/core";
import type { UsherConfig } from "@usher/server";

/** The first trigger of an example's configuration, where triggers are code, not JSON. */
export function exampleTrigger({ products }: Partial<UsherConfig>): Trigger {
  const [trigger] = (products?.[0]?.triggers ?? []) as readonly Trigger[];
  if (trigger === undefined) throw new Error("The example has no trigger.");
  return trigger;
}
