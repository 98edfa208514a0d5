import type { SourceProblemCode, SourceResult } from "@usher/integrations/sources";
import { replyStatus } from "@usher/integrations/sources";
import { HttpProblem, type ProblemCode } from "../../problem.ts";

const CODES: Readonly<Record<SourceProblemCode, ProblemCode>> = {
  options_invalid: "internal",
  signature_missing: "signature_missing",
  signature_invalid: "signature_invalid",
  media_type_unsupported: "media_type_unsupported",
  encoding_invalid: "encoding_invalid",
  body_too_large: "body_too_large",
  body_not_json: "body_not_json",
  body_too_deep: "body_too_deep",
  body_too_complex: "body_too_complex",
  no_events: "no_events",
  too_many_events: "too_many_events",
  mixed_keys: "mixed_keys",
  event_invalid: "body_invalid",
  unexpected: "internal",
};

/** What is wrong with the whole request; undefined when there is something good in it. */
export function problemOf(result: SourceResult): HttpProblem | undefined {
  const status = replyStatus(result);
  if (status === 200) return undefined;
  const [first] = result.problems.filter((problem) => replyStatus({ ...result, problems: [problem] }) === status);
  if (first === undefined) return undefined;
  const errors = result.problems.map(({ path = "", code, detail }) => ({ path, code, detail }));
  return new HttpProblem(CODES[first.code], first.detail, { errors });
}
