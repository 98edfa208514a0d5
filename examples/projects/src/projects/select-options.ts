import { PRIORITIES, type Priority, priorityLabels, STATUSES, type Status, statusLabels } from "./project.ts";

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export const priorityOptions: readonly SelectOption<Priority>[] = PRIORITIES.map((value) => ({
  value,
  label: priorityLabels[value],
}));

export const statusOptions: readonly SelectOption<Status>[] = STATUSES.map((value) => ({
  value,
  label: statusLabels[value],
}));
