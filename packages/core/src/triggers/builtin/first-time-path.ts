import { all } from "../condition.ts";
import { pathBegun } from "../conditions/path-begun.ts";
import { workflowIs } from "../conditions/workflow-is.ts";
import type { Builtin } from "./builtin.ts";

export interface FirstTimePathParams {
  readonly path: string;
  readonly workflow: string;
}

/** Beginning something for the first time. */
export const firstTimePath: Builtin<FirstTimePathParams> = {
  id: "first_time_path",
  title: "First time on this path",
  description:
    "The user has begun a path whose workflow they never touched before. It is about the workflow, not about the first visit to an address.",
  parameters: {
    path: { type: "text", required: true, description: "Id of the golden path." },
    workflow: { type: "text", required: true, description: "The workflow, as memory knows it." },
  },
  defaultBody: "First time doing this? I can show you the short way.",
  when: ({ path, workflow }) => all(pathBegun(path), workflowIs(workflow, "untouched")),
};
