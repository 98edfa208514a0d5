import type { SourceProblemCode, SourceResult } from "./source.ts";

/** Status of the answer, by problem; 200 where the rest of the batch is good. */
const STATUS: Readonly<Record<SourceProblemCode, 200 | 400 | 401 | 413 | 415 | 500>> = {
  options_invalid: 500,
  signature_missing: 401,
  signature_invalid: 401,
  media_type_unsupported: 415,
  encoding_invalid: 400,
  body_too_large: 413,
  body_not_json: 400,
  body_too_deep: 400,
  body_too_complex: 413,
  no_events: 400,
  too_many_events: 413,
  mixed_keys: 400,
  event_invalid: 200,
  unexpected: 500,
};

/** What to answer the vendor. Vendors retry 5xx, split batches on 413 and give up on the rest. */
export function replyStatus(result: SourceResult): 200 | 400 | 401 | 413 | 415 | 500 {
  for (const { code } of result.problems) if (STATUS[code] !== 200) return STATUS[code];
  return 200;
}
