import { X } from "lucide-react";
import { type JSX, useState } from "react";
import type { Priority } from "./project.ts";
import { SelectField } from "./select-field.tsx";
import { priorityOptions } from "./select-options.ts";

export interface BulkToolbarProps {
  readonly selectedCount: number;
  /** Selected rows the current search and filter do not show. */
  readonly outOfViewCount: number;
  readonly onApply: (priority: Priority) => void;
  readonly onExit: () => void;
}

/** Floats over the table's foot while bulk editing. */
export function BulkToolbar({ selectedCount, outOfViewCount, onApply, onExit }: BulkToolbarProps): JSX.Element {
  const [priority, setPriority] = useState<Priority>("high");
  return (
    <section className="bulk-toolbar" aria-label="Bulk edit">
      <p className="bulk-count" role="status">
        {selectedCount} selected
        {outOfViewCount > 0 && <span className="muted"> · {outOfViewCount} not in view</span>}
      </p>
      <SelectField
        id="bulk-priority"
        label="New priority"
        value={priority}
        options={priorityOptions}
        onChange={setPriority}
      />
      <button
        id="bulk-apply"
        className="button button-primary"
        type="button"
        disabled={selectedCount === 0}
        onClick={() => onApply(priority)}
      >
        Apply to {selectedCount}
      </button>
      <button id="bulk-exit" className="icon-button" type="button" aria-label="Exit bulk edit" onClick={onExit}>
        <X size={18} aria-hidden="true" />
      </button>
    </section>
  );
}
