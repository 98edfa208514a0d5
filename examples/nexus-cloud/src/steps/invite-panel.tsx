import { Mail } from "lucide-react";
import { type FormEvent, type JSX, useId, useState } from "react";
import { useOnboarding } from "../onboarding/onboarding-provider.tsx";

/** Step 2: who else should see the data. */
export function InvitePanel(): JSX.Element {
  const { state, change } = useOnboarding();
  const [email, setEmail] = useState("");
  const [isWrong, setWrong] = useState(false);
  const id = useId();

  function invite(event: FormEvent): void {
    event.preventDefault();
    const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim());
    setWrong(!isAddress);
    if (!isAddress) return;
    change({ type: "invite", email: email.trim() });
    setEmail("");
  }

  return (
    <form className="form" onSubmit={invite} noValidate>
      <div className="field">
        <label htmlFor={`${id}-email`}>Work email</label>
        <div className="row">
          <input
            id={`${id}-email`}
            className="input"
            type="email"
            autoComplete="off"
            placeholder="ada@your-company.com"
            aria-invalid={isWrong}
            aria-describedby={`${id}-problem`}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <button type="submit" className="button">
            <Mail size={16} aria-hidden="true" />
            Send Invite
          </button>
        </div>
        <p id={`${id}-problem`} className="hint hint-bad" role="status">
          {isWrong ? "Enter an email address." : ""}
        </p>
      </div>
      {state.invited.length > 0 && (
        <ul className="chips" aria-label="Invited">
          {state.invited.map((address) => (
            <li key={address}>{address}</li>
          ))}
        </ul>
      )}
      <div className="actions">
        <button
          type="button"
          className="button button-primary"
          onClick={() => change({ type: "complete", step: "invite" })}
        >
          {state.invited.length > 0 ? "Continue" : "Skip for Now"}
        </button>
      </div>
    </form>
  );
}
