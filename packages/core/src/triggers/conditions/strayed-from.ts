import { counted } from "../../signals/signal-reading.ts";
import { all, type Condition } from "../condition.ts";
import { compares } from "./compares.ts";

export interface StrayedFrom {
  readonly path: string;
  /** Steps left out plus actions that are none of the path's. */
  readonly cost: number;
  /** How well the session must have fitted the path before, 0 to 1: who never followed it did not stray from it. */
  readonly fitness: number;
}

/** Met when the user followed a path and then left it. */
export function strayedFrom({ path, cost, fitness }: StrayedFrom): Condition {
  return all(
    compares(`${cost} or more steps off ${path}`, (gap) => counted(gap.deviationCost(path), cost)),
    compares(`followed ${path} before (fitness at least ${fitness})`, (gap) => counted(gap.fitness(path), fitness)),
  );
}
