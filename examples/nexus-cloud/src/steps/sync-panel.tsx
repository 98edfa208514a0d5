import { CircleAlert, CircleCheck, RefreshCw } from "lucide-react";
import type { JSX } from "react";
import { useOnboarding } from "../onboarding/onboarding-provider.tsx";

/** Step 5: the first sync, which needs a source. */
export function SyncPanel(): JSX.Element {
  const { state, change } = useOnboarding();
  const isDone = state.done.includes("sync");
  return (
    <div className="form">
      <p>Imports the last 30 days. You can leave the page meanwhile.</p>
      <div className="status" role="status">
        {state.sync === "failed" && (
          <div className="note note-bad">
            <CircleAlert size={18} aria-hidden="true" />
            <p>The sync failed: no data source is connected. Finish Connect Data Source first.</p>
          </div>
        )}
        {state.sync === "finished" && (
          <p className="note note-good">
            <CircleCheck size={18} aria-hidden="true" />
            12,408 records imported.
          </p>
        )}
      </div>
      <div className="actions">
        <button type="button" className="button" onClick={() => change({ type: "sync" })}>
          <RefreshCw size={16} aria-hidden="true" />
          Run Sync
        </button>
        <button
          type="button"
          className="button button-primary"
          disabled={state.sync !== "finished" || isDone}
          onClick={() => change({ type: "complete", step: "sync" })}
        >
          {isDone ? "Finished" : "Finish Setup"}
        </button>
      </div>
    </div>
  );
}
