import type { ExplanationWire, TriggerExplanationWire } from "@usher/core";
import { debugStyles } from "./debug-styles.ts";
import { type DebugLine, describeConditions, describeVerdict } from "./describe-trigger.ts";

/*
 * Shares no code with the nudge, the tour or the chat: whatever they shared, the bundler would take out of their files
 * into one more that every page had to load.
 */

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
  const { host, state, list } = createPanel(() => close?.());
  const opened = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function refresh(): Promise<void> {
    const explanation = await read(options);
    if (!host.isConnected) return;
    state.textContent =
      explanation === undefined ? NOT_THERE : `${explanation.state}, ${explanation.action_count} actions`;
    if (explanation !== undefined) list.replaceChildren(...explanation.triggers.map((each) => entry(each, opened)));
    timer = setTimeout(() => void refresh(), EVERY_MS);
  }

  close = () => {
    close = undefined;
    clearTimeout(timer);
    host.remove();
  };
  document.body.append(host);
  void refresh();
}

function createPanel(onClose: () => void) {
  // What a developer does here is nothing the user did.
  const host = make("usher-debug", { "data-usher-ignore": "" });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(debugStyles);
  root.adoptedStyleSheets.push(sheet);
  const state = make("span");
  const list = make("div");
  const button = make("button", { type: "button" }, "close");
  button.addEventListener("click", onClose);
  root.append(make("section", { "aria-label": "Usher debug view" }, make("header", {}, state, button), list));
  return { host, state, list };
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
  const said = make("span", { class: kind }, describeVerdict(trigger, Date.now()));
  const details = document.createElement("details");
  details.append(make("summary", {}, make("b", {}, id), " ", said), lines(describeConditions(trigger)));
  details.open = opened.has(id);
  details.addEventListener("toggle", () => {
    if (details.open) opened.add(id);
    else opened.delete(id);
  });
  return details;
}

function lines(all: readonly DebugLine[]): HTMLElement {
  const items = all.map(({ text, met, children }) => {
    const line = make("span", { class: met ? "met" : "quiet" }, `${met ? "✓" : "✗"} ${text}`);
    return make("li", {}, line, ...(children.length === 0 ? [] : [lines(children)]));
  });
  return make("ul", {}, ...items);
}

function make(
  tag: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
