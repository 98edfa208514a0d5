import { type ComponentType, type JSX, useEffect, useRef } from "react";
import { AlertsPanel } from "../steps/alerts-panel.tsx";
import { ConnectPanel } from "../steps/connect-panel.tsx";
import { InvitePanel } from "../steps/invite-panel.tsx";
import { MapPanel } from "../steps/map-panel.tsx";
import { SyncPanel } from "../steps/sync-panel.tsx";
import { NetworkCard } from "./network-card.tsx";
import { useOnboarding } from "./onboarding-provider.tsx";
import { ProgressCard } from "./progress-card.tsx";
import { StepCard } from "./step-card.tsx";
import { STEPS, type StepId } from "./steps.ts";

const PANELS: Record<StepId, ComponentType> = {
  connect: ConnectPanel,
  invite: InvitePanel,
  map: MapPanel,
  alerts: AlertsPanel,
  sync: SyncPanel,
};

/** The five steps, with what helps beside them. */
export function OnboardingPage(): JSX.Element {
  const { state } = useOnboarding();
  useFocusOnNextStep(state.done.length, state.open);
  return (
    <>
      <div className="intro">
        <h1>Set up your workspace</h1>
        <p className="muted">Five short steps from your data to the first dashboard.</p>
      </div>
      <div className="columns">
        <ol className="steps">
          {STEPS.map((step, index) => {
            const Panel = PANELS[step.id];
            return (
              <StepCard key={step.id} step={step} number={index + 1}>
                <Panel />
              </StepCard>
            );
          })}
        </ol>
        <aside className="side" aria-label="About this setup">
          <ProgressCard />
          <NetworkCard />
        </aside>
      </div>
      <p className="visually-hidden" role="status">
        {state.done.length > 0 ? `${state.done.length} of ${STEPS.length} steps done` : ""}
      </p>
    </>
  );
}

/** The button that finished a step goes away with its panel: the focus goes where the work goes on. */
function useFocusOnNextStep(doneCount: number, open: StepId | undefined): void {
  const seen = useRef(doneCount);
  useEffect(() => {
    const isFinished = doneCount > seen.current;
    seen.current = doneCount;
    if (isFinished) document.getElementById(`step-${open ?? "sync"}`)?.focus();
  }, [doneCount, open]);
}
