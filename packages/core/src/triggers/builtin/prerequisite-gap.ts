import { all, not } from "../condition.ts";
import { pathBegun } from "../conditions/path-begun.ts";
import { pathDone } from "../conditions/path-done.ts";
import { workflowIs } from "../conditions/workflow-is.ts";
import type { Builtin } from "./builtin.ts";

export interface PrerequisiteGapParams {
  readonly path: string;
  readonly workflow: string;
  readonly prerequisite?: string;
}

/** Beginning something before what it needs. */
export const prerequisiteGap: Builtin<PrerequisiteGapParams> = {
  id: "prerequisite_gap",
  title: "Something comes first",
  description:
    "The user has begun a path although they never touched the workflow that most people do before it, e.g. a dashboard before a data source.",
  parameters: {
    path: { type: "text", required: true, description: "Id of the golden path that was begun." },
    workflow: { type: "text", required: true, description: "The workflow that comes first, as memory knows it." },
    prerequisite: {
      type: "text",
      description: "Id of the golden path that comes first: done in this session, it is no longer missing.",
    },
  },
  defaultBody: "One thing usually comes first here. Want to see what?",
  when: ({ path, workflow, prerequisite }) =>
    all(
      pathBegun(path),
      workflowIs(workflow, "untouched"),
      ...(prerequisite === undefined ? [] : [not(pathDone(prerequisite))]),
    ),
};
