import { CircleCheck, X } from "lucide-react";
import { type JSX, useEffect } from "react";
import { useProjects } from "../projects/projects-provider.tsx";

const SHOWN_FOR_MS = 8_000;

/** Says what just changed, offers to undo it, and goes away by itself. */
export function ConfirmationToast(): JSX.Element {
  const { confirmation, change } = useProjects();
  useEffect(() => {
    if (confirmation === undefined) return;
    const timer = setTimeout(() => change({ type: "dismiss-confirmation" }), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [confirmation, change]);

  // The region is always there: screen readers announce what appears inside one, not the region itself.
  return (
    <div className="toast-region" role="status">
      {confirmation !== undefined && (
        <div className="toast">
          <CircleCheck size={16} aria-hidden="true" />
          <span className="toast-text">{confirmation.text}</span>
          {confirmation.before !== undefined && (
            <button type="button" className="link-button" onClick={() => change({ type: "undo" })}>
              Undo
            </button>
          )}
          <button
            type="button"
            className="icon-button icon-button-small"
            aria-label="Dismiss"
            onClick={() => change({ type: "dismiss-confirmation" })}
          >
            <X size={14} aria-hidden="true" />
          </button>
        </div>
      )}
    </div>
  );
}
