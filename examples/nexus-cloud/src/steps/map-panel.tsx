import { type JSX, useId } from "react";
import { useOnboarding } from "../onboarding/onboarding-provider.tsx";

const COLUMNS = ["customer_ref", "occurred_at", "amount_cents", "currency"] as const;
const FIELDS = [
  { name: "Customer", guess: "customer_ref" },
  { name: "Time", guess: "occurred_at" },
  { name: "Amount", guess: "amount_cents" },
] as const;

/** Step 3: which column means what; the guesses are usually right. */
export function MapPanel(): JSX.Element {
  const { change } = useOnboarding();
  const id = useId();
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        change({ type: "complete", step: "map" });
      }}
    >
      <div className="mapping">
        {FIELDS.map(({ name, guess }) => (
          <div className="field" key={name}>
            <label htmlFor={`${id}-${name}`}>{name}</label>
            <select id={`${id}-${name}`} className="input" defaultValue={guess}>
              {COLUMNS.map((column) => (
                <option key={column}>{column}</option>
              ))}
            </select>
          </div>
        ))}
      </div>
      <div className="actions">
        <button type="submit" className="button button-primary">
          Save Mapping
        </button>
      </div>
    </form>
  );
}
