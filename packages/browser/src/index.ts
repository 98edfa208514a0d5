/**
 * Usher in the page.
 *
 * ```ts
 * import { Usher } from "@usher/browser";
 *
 * Usher.init({ key: "pk_live_…", host: "https://usher.example.com" });
 * Usher.identify("user-7", { plan: "team" }, { token });
 * ```
 */
import { createUsher, type UsherClient } from "./usher.ts";

/** The page's one client. Safe to import where there is no window. */
export const Usher: UsherClient = createUsher();

export type { ChatAdapter, ChatOpening } from "./client/chat-adapter.ts";
export type { ServerAccess } from "./client/server-access.ts";
export type { UsherEventName, UsherEvents, UsherListener } from "./client/usher-events.ts";
export type { UsherOptions } from "./client/usher-options.ts";
export type { UsherClient, UsherTraits } from "./usher.ts";
export { createUsher } from "./usher.ts";
