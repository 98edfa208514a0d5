import { ChevronsUp } from "lucide-react";
import type { JSX } from "react";
import { PRIORITIES, type Priority, priorityLabels } from "./project.ts";

/** A priority as a word with one, two or three lit bars before it; urgent has a sign of its own. */
export function PriorityLabel({ priority }: { readonly priority: Priority }): JSX.Element {
  return (
    <span className="priority" data-priority={priority}>
      {priority === "urgent" ? (
        <ChevronsUp size={16} aria-hidden="true" />
      ) : (
        <Bars lit={PRIORITIES.indexOf(priority) + 1} />
      )}
      {priorityLabels[priority]}
    </span>
  );
}

function Bars({ lit }: { readonly lit: number }): JSX.Element {
  return (
    <svg className="priority-bars" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      {[1, 2, 3].map((bar) => (
        <rect
          key={bar}
          className={bar > lit ? "unlit" : undefined}
          x={bar * 4 - 2}
          y={13 - bar * 3.5}
          width="3"
          height={bar * 3.5}
          rx="1"
        />
      ))}
    </svg>
  );
}
