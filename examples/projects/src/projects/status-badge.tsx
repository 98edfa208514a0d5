import { CircleAlert, CircleCheck, CircleDashed, CircleDot, CirclePause, type LucideIcon } from "lucide-react";
import type { JSX } from "react";
import { type Status, statusLabels } from "./project.ts";

// A shape of its own beside every word: colour never carries the meaning alone.
const statusIcons: Record<Status, LucideIcon> = {
  planning: CircleDashed,
  "in-progress": CircleDot,
  "at-risk": CircleAlert,
  "on-hold": CirclePause,
  done: CircleCheck,
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
