import { CircleAlert, CircleCheck, LoaderCircle, PlugZap } from "lucide-react";
import { type FormEvent, type JSX, useEffect, useId, useState } from "react";
import { OUTBOUND_IP } from "../onboarding/onboarding.ts";
import { useOnboarding } from "../onboarding/onboarding-provider.tsx";

/** A provider takes a moment to answer. */
const TEST_MS = 500;

/** Step 1: where the data is, and whether it can be reached. */
export function ConnectPanel(): JSX.Element {
  const { state, change } = useOnboarding();
  const [key, setKey] = useState("");
  const [missing, setMissing] = useState<string>();
  const [isTesting, setTesting] = useState(false);
  const id = useId();

  useEffect(() => {
    if (!isTesting) return;
    const timer = setTimeout(() => {
      setTesting(false);
      change({ type: "test" });
    }, TEST_MS);
    return () => clearTimeout(timer);
  }, [isTesting, change]);

  function test(event: FormEvent): void {
    event.preventDefault();
    if (isTesting) return;
    const problem = findMissing(state.endpoint, key);
    setMissing(problem);
    setTesting(problem === undefined);
  }

  const isDone = state.done.includes("connect");
  return (
    <form className="form" onSubmit={test} noValidate>
      <div className="field">
        <label htmlFor={`${id}-endpoint`}>API Endpoint</label>
        <input
          id={`${id}-endpoint`}
          className="input"
          data-guide="api-endpoint"
          type="url"
          inputMode="url"
          autoComplete="off"
          placeholder="https://api.your-provider.com/v2"
          aria-describedby={`${id}-endpoint-hint`}
          value={state.endpoint}
          onChange={(event) => change({ type: "edit-endpoint", endpoint: event.target.value })}
        />
        <p id={`${id}-endpoint-hint`} className="hint">
          Your provider’s integration settings list it.
        </p>
      </div>
      <div className="field">
        <label htmlFor={`${id}-key`}>API Key</label>
        <input
          id={`${id}-key`}
          className="input"
          data-guide="api-key"
          type="password"
          autoComplete="off"
          placeholder="sk-… or api_…"
          aria-describedby={`${id}-key-hint`}
          value={key}
          onChange={(event) => {
            setKey(event.target.value);
            if (state.connection !== "untested") change({ type: "edit-key" });
          }}
        />
        <p id={`${id}-key-hint`} className="hint">
          Stored encrypted, shown to nobody.
        </p>
      </div>
      <div className="status" role="status">
        <ConnectionStatus missing={missing} isTesting={isTesting} connection={isDone ? "verified" : state.connection} />
      </div>
      <div className="actions">
        <button type="submit" className="button" data-guide="test-connection" aria-disabled={isTesting}>
          <PlugZap size={16} aria-hidden="true" />
          Test Connection
        </button>
        <button
          type="button"
          className="button button-primary"
          data-guide="mark-complete"
          disabled={state.connection !== "verified" || isTesting || isDone}
          onClick={() => change({ type: "complete", step: "connect" })}
        >
          {isDone ? "Completed" : "Mark Complete"}
        </button>
      </div>
    </form>
  );
}

function findMissing(endpoint: string, key: string): string | undefined {
  if (!/^https?:\/\/\S+$/.test(endpoint.trim())) return "Enter the API endpoint, beginning with https://.";
  return key.trim() === "" ? "Enter the API key." : undefined;
}

function ConnectionStatus({
  missing,
  isTesting,
  connection,
}: {
  readonly missing: string | undefined;
  readonly isTesting: boolean;
  readonly connection: "untested" | "refused" | "verified";
}): JSX.Element | null {
  if (isTesting)
    return (
      <p className="note">
        <LoaderCircle className="spin" size={18} aria-hidden="true" />
        Testing the connection…
      </p>
    );
  if (missing !== undefined)
    return (
      <p className="note note-bad">
        <CircleAlert size={18} aria-hidden="true" />
        {missing}
      </p>
    );
  if (connection === "verified")
    return (
      <p className="note note-good">
        <CircleCheck size={18} aria-hidden="true" />
        Connection verified.
      </p>
    );
  if (connection === "untested") return null;
  return (
    <div className="note note-bad">
      <CircleAlert size={18} aria-hidden="true" />
      <div>
        <p className="note-title">The provider refused the connection (403).</p>
        <p>
          Most often its IP whitelist does not have our address yet. Add <code>{OUTBOUND_IP}</code> to the whitelist in
          your provider’s settings, then test again; it can take a moment to take effect.
        </p>
      </div>
    </div>
  );
}
