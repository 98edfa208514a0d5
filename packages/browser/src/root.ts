import { isolateEvents } from "./shadow/isolate-events.ts";
import { stayReachable } from "./shadow/stay-reachable.ts";
import { adoptStyles } from "./theme/adopt-styles.ts";
import { baseStyles } from "./theme/base-styles.ts";
import { tokenStyles } from "./theme/token-styles.ts";

const TAG = "usher-root";

/** Ends what each host started, so that removing it leaves no listener behind. */
const lives = new WeakMap<Element, AbortController>();

/**
 * The one open shadow root in which every surface lives, under `<usher-root>` at the end of the body.
 * Idempotent: later calls give the same root and only change the theme (default `auto`, which follows the system).
 */
export function ensureRoot(options: { theme?: "auto" | "light" | "dark" }): ShadowRoot {
  const existing = document.querySelector<HTMLElement>(TAG);
  const host = existing ?? document.createElement(TAG);
  if (options.theme !== undefined || existing === null) host.setAttribute("data-theme", options.theme ?? "auto");
  if (host.shadowRoot) return host.shadowRoot;

  const root = host.attachShadow({ mode: "open" });
  adoptStyles(root, tokenStyles);
  adoptStyles(root, baseStyles);
  document.body.append(host);
  const life = new AbortController();
  lives.set(host, life);
  isolateEvents(host, life.signal);
  stayReachable(host, life.signal);
  return root;
}

/** Takes the root out of the page with everything in it. Does nothing when there is none. */
export function removeRoot(): void {
  const host = document.querySelector(TAG);
  if (!host) return;
  lives.get(host)?.abort();
  host.remove();
}
