import { Usher } from "@usher/browser";
import { chat } from "./chat.ts";
import { demoUserId } from "./shell/demo-user.ts";

// All a host app needs: one init with its publishable key, and who is signed in.
Usher.init({ key: "pk_demo_projects", host: location.origin, ...(chat && { chat }) });
Usher.identify(demoUserId, { name: demoUserId, role: "Project manager", plan: "Team" });

// /demo/projects?usher=debug shows what every trigger thinks of the visit.
if (new URLSearchParams(location.search).get("usher") === "debug") Usher.debug();
