import type { JSX } from "react";
import { useOnboarding } from "../onboarding/onboarding-provider.tsx";

const ALERTS = [
  { name: "A sync fails", isUsual: true },
  { name: "A source has sent nothing for a day", isUsual: true },
  { name: "A figure leaves its usual range", isUsual: false },
] as const;

/** Step 4: when to be told. */
export function AlertsPanel(): JSX.Element {
  const { change } = useOnboarding();
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        change({ type: "complete", step: "alerts" });
      }}
    >
      <fieldset className="choices">
        <legend>Email me when</legend>
        {ALERTS.map(({ name, isUsual }) => (
          <label className="choice" key={name}>
            <input type="checkbox" defaultChecked={isUsual} />
            {name}
          </label>
        ))}
      </fieldset>
      <div className="actions">
        <button type="submit" className="button button-primary">
          Save Alerts
        </button>
      </div>
    </form>
  );
}
