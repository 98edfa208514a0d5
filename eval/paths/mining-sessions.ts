import type { Action, GoldenPath } from "@usher/core";
import { PATHS } from "./path-product.ts";
import { generateSessions } from "./path-sessions.ts";
import { createRandom } from "./random.ts";
import { createSessionWriter } from "./session-writer.ts";

/** Where people get stuck, planted: they try three to six times, and most of them give up. */
export const PLANTED_STUCK: readonly { readonly pathId: string; readonly stepId: string }[] = [
  { pathId: "connect-source", stepId: "test-connection" },
  { pathId: "create-dashboard", stepId: "add-chart" },
  { pathId: "bulk-edit", stepId: "select-row" },
  { pathId: "set-alert", stepId: "set-threshold" },
];

/** Sessions of every shape — wandering, interleaved, abandoned ones among them — and those that get stuck. */
export function miningSessions(count: number, seed: number): readonly (readonly Action[])[] {
  const usual = generateSessions(count, seed).map(({ actions }) => actions);
  const stuck = PLANTED_STUCK.flatMap(({ pathId, stepId }, planted) => {
    const golden = PATHS.find(({ id }) => id === pathId) as GoldenPath;
    return Array.from({ length: count }, (_, index) => {
      const random = createRandom(seed * 7_919 + planted * 10_000 + index);
      const writer = createSessionWriter(random, `stuck-${planted}-${index}`);
      writer.view(golden);
      for (const step of golden.steps) {
        if (random() < 0.3) writer.onTheWay(golden);
        writer.step(golden, step);
        if (step.id !== stepId) continue;
        for (let again = 0; again < 2 + random() * 4; again++) writer.step(golden, step);
        if (random() < 0.7) break;
      }
      for (let noise = 0; noise < random() * 4; noise++) writer.noise();
      return writer.actions;
    });
  });
  return [...usual, ...stuck];
}
