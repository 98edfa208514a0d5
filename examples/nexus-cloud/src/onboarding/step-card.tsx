import { Check, ChevronDown } from "lucide-react";
import type { JSX, ReactNode } from "react";
import { useOnboarding } from "./onboarding-provider.tsx";
import type { Step } from "./steps.ts";

/** One step of the onboarding: a heading that opens and closes its panel. */
export function StepCard({
  step,
  number,
  children,
}: {
  readonly step: Step;
  readonly number: number;
  readonly children: ReactNode;
}): JSX.Element {
  const { state, change } = useOnboarding();
  const isDone = state.done.includes(step.id);
  const isOpen = state.open === step.id;
  return (
    <li className="step" data-done={isDone || undefined} data-open={isOpen || undefined}>
      <span className="step-mark" aria-hidden="true">
        {isDone ? <Check size={16} strokeWidth={3} /> : number}
      </span>
      <div className="step-card">
        <h2>
          <button
            type="button"
            className="step-toggle"
            id={`step-${step.id}`}
            data-guide={step.id === "connect" ? "connect-data-source" : undefined}
            aria-expanded={isOpen}
            aria-controls={`panel-${step.id}`}
            onClick={() => change({ type: "toggle", step: step.id })}
          >
            <span className="step-words">
              <span className="step-title">{step.title}</span>
              <span className="step-summary">{step.summary}</span>
            </span>
            <span className="step-state">{isDone ? "Done" : `${step.minutes} min`}</span>
            <ChevronDown className="step-chevron" size={18} aria-hidden="true" />
          </button>
        </h2>
        {/* Closed panels stay in the page, so that what was typed is still there. */}
        <section id={`panel-${step.id}`} className="panel" aria-labelledby={`step-${step.id}`} hidden={!isOpen}>
          {children}
        </section>
      </div>
    </li>
  );
}
