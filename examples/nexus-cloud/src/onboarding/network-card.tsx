import { Check, Copy } from "lucide-react";
import { type JSX, useState } from "react";
import { OUTBOUND_IP } from "./onboarding.ts";

/** The address a provider has to let in. */
export function NetworkCard(): JSX.Element {
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    // A browser that refuses leaves the address on the page, to be copied by hand.
    await navigator.clipboard?.writeText(OUTBOUND_IP).then(
      () => setCopied(true),
      () => {},
    );
  }
  return (
    <section className="side-card" aria-labelledby="network-title">
      <h2 id="network-title">Network</h2>
      <p className="muted">Nexus Cloud calls your provider from one address.</p>
      <dl className="facts">
        <div>
          <dt>Outbound IP</dt>
          <dd>
            <code>{OUTBOUND_IP}</code>
            <button type="button" className="icon-button" onClick={copy} aria-label="Copy outbound IP">
              {copied ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
            </button>
          </dd>
        </div>
        <div>
          <dt>Region</dt>
          <dd>eu-central</dd>
        </div>
        <div>
          <dt>Protocol</dt>
          <dd>HTTPS only</dd>
        </div>
      </dl>
      <p className="visually-hidden" role="status">
        {copied ? "Copied" : ""}
      </p>
    </section>
  );
}
