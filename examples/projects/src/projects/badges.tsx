import {
  ChevronsUp,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePause,
  type LucideIcon,
  SignalHigh,
  SignalLow,
  SignalMedium,
} from "lucide-react";
import type { JSX } from "react";
import { type Priority, priorityLabels, type Status, statusLabels } from "./project.ts";

// A shape of its own beside every word: colour never carries the meaning alone.
const statusIcons: Record<Status, LucideIcon> = {
  planning: CircleDashed,
  "in-progress": CircleDot,
  "at-risk": CircleAlert,
  "on-hold": CirclePause,
  done: CircleCheck,
};

const priorityIcons: Record<Priority, LucideIcon> = {
  low: SignalLow,
  medium: SignalMedium,
  high: SignalHigh,
  urgent: ChevronsUp,
};

export function StatusBadge({ status }: { readonly status: Status }): JSX.Element {
  const Icon = statusIcons[status];
  return (
    <span className="badge" data-status={status}>
      <Icon size={14} aria-hidden="true" />
      {statusLabels[status]}
    </span>
  );
}

export function PriorityLabel({ priority }: { readonly priority: Priority }): JSX.Element {
  const Icon = priorityIcons[priority];
  return (
    <span className="priority" data-priority={priority}>
      <Icon size={16} aria-hidden="true" />
      {priorityLabels[priority]}
    </span>
  );
}
