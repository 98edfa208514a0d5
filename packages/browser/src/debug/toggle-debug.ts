import type { ExplanationWire, TriggerExplanationWire } from "@usher/core";
import { ensureRoot } from "../root.ts";
import { closeButton } from "../shadow/close-button.ts";
import { element } from "../shadow/element.ts";
import { adoptStyles } from "../theme/adopt-styles.ts";
import { debugStyles } from "./debug-styles.ts";
import { type DebugLine, describeConditions, describeVerdict } from "./describe-trigger.ts";

export interface DebugOptions {
  readonly host: string;
  readonly fetch: typeof fetch;
  /** The token of the page's own session. */
  pass(): Promise<{ readonly token: string } | undefined>;
}

const EVERY_MS = 1_000;
const NOT_THERE = "The server does not explain itself: set debug: true in usher.config.ts, for development only.";

let close: (() => void) | undefined;

/** Shows what every trigger thinks of this session right now, or takes it away again. */
export function toggleDebug(options: DebugOptions): void {
  if (close !== undefined) return close();
  const root = ensureRoot({});
  adoptStyles(root, debugStyles);
  const state = element("span", { class: "label" });
  const list = element("div");
  const closing = closeButton("Close Usher’s debug view", () => close?.());
  const head = element("div", { class: "head" }, state, closing);
  const panel = element("section", { class: "card debug", "aria-label": "Usher debug view" }, head, list);
  root.append(panel);
  const opened = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function refresh(): Promise<void> {
    const explanation = await read(options);
    if (close === undefined) return;
    state.textContent =
      explanation === undefined ? NOT_THERE : `${explanation.state}, ${explanation.action_count} actions`;
    if (explanation !== undefined)
      list.replaceChildren(...explanation.triggers.map((trigger) => entry(trigger, opened)));
    timer = setTimeout(() => void refresh(), EVERY_MS);
  }

  close = () => {
    close = undefined;
    clearTimeout(timer);
    panel.remove();
  };
  void refresh();
}

async function read({ host, fetch, pass }: DebugOptions): Promise<ExplanationWire | undefined> {
  try {
    const current = await pass();
    if (current === undefined) return undefined;
    const headers = { authorization: `Bearer ${current.token}` };
    const response = await fetch(`${host}/v1/debug`, { headers, credentials: "omit", cache: "no-store" });
    return response.ok ? ((await response.json()) as ExplanationWire) : undefined;
  } catch {
    // Looked at again in a second.
    return undefined;
  }
}

/** What the developer opened stays open over refreshes. */
function entry(trigger: TriggerExplanationWire, opened: Set<string>): HTMLElement {
  const { trigger_id: id, verdict } = trigger;
  const kind = verdict === "offered" ? "met" : verdict === "held" ? "held" : "quiet";
  const said = element("span", { class: kind }, describeVerdict(trigger, Date.now()));
  const summary = element("summary", {}, element("b", {}, id), " ", said);
  const details = element("details", {}, summary, lines(describeConditions(trigger)));
  details.open = opened.has(id);
  details.addEventListener("toggle", () => {
    if (details.open) opened.add(id);
    else opened.delete(id);
  });
  return details;
}

function lines(all: readonly DebugLine[]): HTMLElement {
  const items = all.map(({ text, met, children }) => {
    const line = element("span", { class: met ? "met" : "quiet" }, `${met ? "✓" : "✗"} ${text}`);
    return element("li", {}, line, ...(children.length === 0 ? [] : [lines(children)]));
  });
  return element("ul", {}, ...items);
}
