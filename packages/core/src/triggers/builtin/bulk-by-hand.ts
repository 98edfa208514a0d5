import type { ActionFilter } from "../action-filter.ts";
import { all, not } from "../condition.ts";
import { discovered } from "../conditions/discovered.ts";
import { distinct } from "../conditions/distinct.ts";
import type { Builtin } from "./builtin.ts";

export interface BulkByHandParams {
  readonly motif: ActionFilter;
  readonly bulk: ActionFilter;
  readonly records: number;
  readonly withinS: number;
}

/** Doing by hand what can be done at once. */
export const bulkByHand: Builtin<BulkByHandParams> = {
  id: "bulk_by_hand",
  title: "One by one",
  description:
    "The same action on three different records within two minutes while the feature that does it at once was not used in this session. Saving one record three times does not count.",
  parameters: {
    motif: { type: "action", required: true, description: "The action that is repeated, e.g. saving." },
    bulk: {
      type: "action",
      required: true,
      description: "The feature that would do it at once; having used it keeps this quiet.",
    },
    records: { type: "integer", default: 3, min: 2, max: 50, description: "Different records." },
    withinS: { type: "number", default: 120, min: 5, max: 1800, description: "Length of the window." },
  },
  defaultBody: "Changing these one by one? There’s a way to do them all at once.",
  detectors: true,
  when: ({ motif, bulk, records, withinS }) =>
    all(distinct({ ...motif, atLeast: records, withinS }), not(discovered(bulk))),
};
