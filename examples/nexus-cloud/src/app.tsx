import type { JSX } from "react";
import { OnboardingPage } from "./onboarding/onboarding-page.tsx";
import { OnboardingProvider, useOnboarding } from "./onboarding/onboarding-provider.tsx";
import { demoUserId } from "./shell/demo-user.ts";

export function App(): JSX.Element {
  return (
    <OnboardingProvider>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <header className="topbar">
        <p className="brand">
          <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
            <circle cx="16" cy="16" r="16" />
            <path d="M9 20l7-9 7 9M12 22h8" />
          </svg>
          Nexus Cloud
        </p>
        <p className="trial">Trial · 14 days left</p>
      </header>
      <main id="content" tabIndex={-1}>
        <OnboardingPage />
      </main>
      <Footer />
    </OnboardingProvider>
  );
}

function Footer(): JSX.Element {
  const { change } = useOnboarding();
  return (
    <footer className="footer">
      <p>Try it: open Connect Data Source three times without finishing it.</p>
      <p>
        Signed in as <span className="user-id">{demoUserId}</span>
        <button type="button" className="link-button" onClick={() => change({ type: "start-over" })}>
          Start over
        </button>
      </p>
    </footer>
  );
}
