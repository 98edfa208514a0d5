import { createContext, type JSX, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { readStored, writeStored } from "../shell/stored-text.ts";
import { reportProgress } from "../usher.ts";
import { changeOnboarding, type Onboarding, type OnboardingChange } from "./onboarding.ts";
import { readSaved, writeSaved } from "./saved-onboarding.ts";

const KEY = "nexus-cloud-onboarding";

interface OnboardingContext {
  readonly state: Onboarding;
  change(change: OnboardingChange): void;
}

const Context = createContext<OnboardingContext | undefined>(undefined);

/** Keeps the onboarding for the tab, and tells Usher what happens in it. */
export function OnboardingProvider({ children }: { readonly children: ReactNode }): JSX.Element {
  const [state, setState] = useState(() => readSaved(readStored("sessionStorage", KEY)));
  // Ahead of what is on the screen: two clicks can come before the page is drawn again.
  const latest = useRef(state);
  useEffect(() => writeStored("sessionStorage", KEY, writeSaved(state)), [state]);
  const change = useCallback((next: OnboardingChange): void => {
    report(latest.current, next);
    latest.current = changeOnboarding(latest.current, next);
    setState(latest.current);
  }, []);
  const context = useMemo(() => ({ state, change }), [state, change]);
  return <Context value={context}>{children}</Context>;
}

export function useOnboarding(): OnboardingContext {
  const context = use(Context);
  if (context === undefined) throw new Error("useOnboarding needs an OnboardingProvider around it");
  return context;
}

/** In the handler, not in an effect: what a person did once is reported once, in strict mode too. */
function report(state: Onboarding, change: OnboardingChange): void {
  if (change.type === "toggle" && change.step === "connect" && state.open !== "connect")
    reportProgress("data_source_open");
  if (change.type === "complete" && change.step === "connect") reportProgress("data_source_complete");
  if (change.type === "sync" && !state.done.includes("connect")) reportProgress("sync_failed");
}
