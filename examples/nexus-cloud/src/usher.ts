import { Usher } from "@usher/browser";
import { chat } from "./chat.ts";
import { demoUserId } from "./shell/demo-user.ts";

// All a host app needs: one init with its publishable key, and who is signed in.
Usher.init({ key: "pk_demo_nexus_cloud", host: location.origin, ...(chat && { chat }) });
Usher.identify(demoUserId, { name: demoUserId, role: "Administrator", plan: "Trial" });

// /demo/nexus-cloud?usher=debug shows what every trigger thinks of the visit.
if (new URLSearchParams(location.search).get("usher") === "debug") Usher.debug();

/** What only the app knows: which step of the onboarding was opened, finished, or failed. */
export function reportProgress(event: "data_source_open" | "data_source_complete" | "sync_failed"): void {
  Usher.track(event);
}
