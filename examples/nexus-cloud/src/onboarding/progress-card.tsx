import type { JSX } from "react";
import { useOnboarding } from "./onboarding-provider.tsx";
import { STEPS } from "./steps.ts";

const RADIUS = 34;
const LENGTH = 2 * Math.PI * RADIUS;

/** How far the workspace is, and what comes next. */
export function ProgressCard(): JSX.Element {
  const { done } = useOnboarding().state;
  const left = STEPS.filter(({ id }) => !done.includes(id));
  const minutes = left.reduce((sum, step) => sum + step.minutes, 0);
  return (
    <section className="side-card progress-card" aria-labelledby="progress-title">
      <svg className="ring" viewBox="0 0 80 80" role="img" aria-label={`${done.length} of ${STEPS.length} steps done`}>
        <circle className="ring-track" cx="40" cy="40" r={RADIUS} />
        <circle
          className="ring-fill"
          cx="40"
          cy="40"
          r={RADIUS}
          strokeDasharray={`${(LENGTH * done.length) / STEPS.length} ${LENGTH}`}
        />
        <text className="ring-text" x="40" y="46" textAnchor="middle">
          {done.length}/{STEPS.length}
        </text>
      </svg>
      <div>
        <h2 id="progress-title">{left.length === 0 ? "All set" : "Setup progress"}</h2>
        <p className="muted">
          {left[0] === undefined ? "Your workspace is ready." : `Next: ${left[0].title}. About ${minutes} min left.`}
        </p>
      </div>
    </section>
  );
}
