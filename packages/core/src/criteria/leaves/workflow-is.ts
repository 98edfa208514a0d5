import { choiceField, textField } from "../../fields/text-fields.ts";
import { workflowIs as workflowHasStatus } from "../../triggers/conditions/workflow-is.ts";
import type { WorkflowStatus } from "../../triggers/memory-view.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

const STATUSES: readonly WorkflowStatus[] = ["mastered", "in_progress", "untouched"];

export const workflowIs: LeafType = leafType({
  type: "workflow_is",
  description: "Memory: the user has mastered a workflow, is in the middle of it, or never touched it",
  fields: {
    workflow: textField("Id of the workflow in memory"),
    status: choiceField("How far the user is", STATUSES),
  },
  example: { type: "workflow_is", workflow: "bulk-edit", status: "untouched" },
  compile: ({ workflow, status }) => workflowHasStatus(workflow, status),
});
