import type { LeafType } from "../leaf-type.ts";
import { absence } from "./absence.ts";
import { accountAge } from "./account-age.ts";
import { atStep } from "./at-step.ts";
import { attempts } from "./attempts.ts";
import { away } from "./away.ts";
import { completion } from "./completion.ts";
import { count } from "./count.ts";
import { countOnOne } from "./count-on-one.ts";
import { distinct } from "./distinct.ts";
import { dwell } from "./dwell.ts";
import { happened } from "./happened.ts";
import { idle } from "./idle.ts";
import { latest } from "./latest.ts";
import { missedStep } from "./missed-step.ts";
import { page } from "./page.ts";
import { property } from "./property.ts";
import { sequence } from "./sequence.ts";
import { stall } from "./stall.ts";
import { strayed } from "./strayed.ts";
import { stuckAtStep } from "./stuck-at-step.ts";
import { title } from "./title.ts";
import { url } from "./url.ts";
import { urlChange } from "./url-change.ts";
import { workflowIs } from "./workflow-is.ts";

/** Every type of leaf the language knows, in the order of the documentation. */
export const LEAF_TYPES: readonly LeafType[] = [
  ...[page, url, title, urlChange],
  ...[latest, happened, count, countOnOne, distinct, sequence, absence, property],
  ...[dwell, idle, stall],
  ...[workflowIs, completion, attempts, away, accountAge],
  ...[atStep, missedStep, strayed, stuckAtStep],
];

export function findLeafType(type: string): LeafType | undefined {
  return LEAF_TYPES.find((leaf) => leaf.type === type);
}
