import type { GoldenPath } from "./golden-path.ts";

/** Every page pattern on which a path begins or one of its steps is, each once. */
export function pagesOfPath(path: GoldenPath): readonly string[] {
  return [...new Set([...path.page, ...path.steps.flatMap((step) => step.page ?? [])])];
}
