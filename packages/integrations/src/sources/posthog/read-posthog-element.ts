import type { JsonObject } from "../body/json-values.ts";
import { describeElements, type ElementReading } from "../element/describe-elements.ts";
import { parseElements } from "../element/parse-elements.ts";
import { parseElementsChain } from "../element/parse-elements-chain.ts";

/** The control of an `$autocapture`: from the list when the client sent one, else from the chain; some send both. */
export function readPosthogElement({ $elements, $elements_chain }: JsonObject): ElementReading | undefined {
  const listed = Array.isArray($elements) ? parseElements($elements) : [];
  if (listed.length > 0) return describeElements(listed);
  return typeof $elements_chain === "string" ? describeElements(parseElementsChain($elements_chain)) : undefined;
}
