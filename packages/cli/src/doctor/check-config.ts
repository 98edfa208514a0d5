import type { ResolvedConfig } from "@usher/server";
import { type Finding, ok, warn } from "./finding.ts";

const LOCAL = /^(self|https?:\/\/(localhost|127\.|\[::1\]))/;

/** What a configuration that is valid may still have wrong with it. */
export function checkConfig(config: ResolvedConfig): readonly Finding[] {
  const { products, server, adminKey, metricsToken } = config;
  const isPublic = server.publicUrl !== null;
  const findings: Finding[] = [];
  for (const { id, origins, identitySecrets } of products) {
    if (isPublic && origins.every((origin) => LOCAL.test(origin))) {
      const fix = `add the app's address to the origins of ${id}, e.g. https://app.example.com`;
      findings.push(warn("origins", `${id}: only pages on this machine may use its key`, fix));
    }
    if ((identitySecrets ?? []).length === 0) {
      const fix = `give ${id} an identity secret and sign identities in your backend`;
      findings.push(warn("identity", `${id}: pages may claim to be any user; nothing is proved`, fix));
    }
  }
  if (isPublic && server.trustProxy.length === 0) {
    const fix = "set server.trustProxy to the proxy's address, e.g. 127.0.0.1 (USHER_TRUST_PROXY)";
    findings.push(warn("proxy", "there is a public address but no trusted proxy: all visitors look alike", fix));
  }
  if (isPublic && metricsToken === null && adminKey === null) {
    const fix = "set USHER_METRICS_TOKEN";
    findings.push(warn("metrics", "/metrics can be read on this machine alone", fix));
  }
  if (config.debug && isPublic) {
    findings.push(warn("debug", "pages can ask for explanations", "leave debug out in production"));
  }
  if (config.limits === null) {
    findings.push(warn("limits", "nothing is limited", "leave out limits: false in production"));
  }
  return findings.some(({ check }) => check === "origins")
    ? findings
    : [
        ok("origins", products.length === 0 ? "no product in the configuration" : "every product has origins"),
        ...findings,
      ];
}
