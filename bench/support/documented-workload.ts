import {
  actionsPayloadToText,
  defaultProactiveTriggerRegistry,
  ProactiveTriggerContext,
  parseActionsPayload,
  SessionState,
  type SlimAction,
  slimAction,
} from "@usher/core/documented";
import type { Work } from "./measure-rate.ts";

export interface WorkPair {
  readonly product: Work;
  /** The same answers from plain JavaScript, written for these very inputs. */
  readonly plain: Work;
}

const ACTIONS: readonly SlimAction[] = Array.from({ length: 50 }, (_, index) =>
  slimAction({
    title: `Clicked row ${index}`,
    description: `User clicked row ${index} of the list`,
    canonicalUrl: `https://app.example.com/section-${index % 7}/:id`,
    index,
    type: "click",
    timestampStartS: 1_800_000_000 + index,
    timestampEndS: 1_800_000_001 + index,
    sessionId: "s",
  }),
);

const EXTRA: Readonly<Record<string, unknown>> = {
  section_playbook: { billing: "Anything unclear about your invoice?", exports: { body: "Shall I show exports?" } },
  product_section_playbook: {
    runtime: { current_section_id: "reports" },
    sections: {
      reports: { visit_count: 2, dwell_seconds_per_visit: [30, 12.5], first_visited_at: "", last_visited_at: "" },
      home: { visit_count: 1, dwell_seconds_per_visit: [4], first_visited_at: "", last_visited_at: "" },
    },
  },
};

/** The documented interface, each piece with its plain counterpart. No trigger fires, so all of them look. */
export function documentedWorks(): Readonly<Record<"evaluateFirst" | "payload" | "transitions", WorkPair>> {
  return { evaluateFirst: evaluateFirst(), payload: payload(), transitions: transitions() };
}

function evaluateFirst(): WorkPair {
  const registry = defaultProactiveTriggerRegistry();
  const scope = { productId: "p", sessionId: "s", contextExtra: EXTRA, nowS: 1_800_000_051 };
  return {
    product: () => registry.evaluateFirst(ProactiveTriggerContext.fromSlimActions(ACTIONS, scope)),
    plain: () => plainEvaluate(ACTIONS, EXTRA, 1_800_000_051),
  };
}

function plainEvaluate(actions: readonly SlimAction[], extra: typeof EXTRA, nowS: number): string | null {
  let beforeLast = "";
  let last = "";
  for (let index = 0; index < actions.length; index++) {
    const url = (actions[index] as SlimAction).canonicalUrl.trim();
    if (url === "" || url === last) continue;
    if (url === beforeLast) return "ping-pong";
    beforeLast = last;
    last = url;
  }
  let start = actions.length - 1;
  while (start > 0 && (actions[start - 1] as SlimAction).canonicalUrl.trim() === last) start--;
  if (actions.length - start <= 5 && nowS - (actions[start] as SlimAction).timestampStartS >= 60) return "dwell";
  const playbook = extra.section_playbook as Record<string, unknown>;
  const { sections, runtime } = extra.product_section_playbook as {
    sections: Record<string, { dwell_seconds_per_visit: number[] }>;
    runtime: { current_section_id: string };
  };
  let top: string | null = null;
  let most = -1;
  for (const id in sections) {
    if (playbook[id] === undefined) continue;
    let dwell = 0;
    for (const visit of sections[id]?.dwell_seconds_per_visit ?? []) dwell += visit;
    if (dwell > most) {
      most = dwell;
      top = id;
    }
  }
  top ??= playbook[runtime.current_section_id] === undefined ? null : runtime.current_section_id;
  return top === null ? null : (playbook[top] as string);
}

interface WirePayload {
  readonly session_id: string;
  readonly actions: readonly {
    readonly index: number;
    readonly type: string;
    readonly description: string;
    readonly canonical_url: string;
  }[];
}

function payload(): WorkPair {
  const actions = ACTIONS.slice(0, 10).map((action) => ({
    title: action.title,
    description: action.description,
    canonical_url: action.canonicalUrl,
    index: action.index,
    type: action.type,
    timestamp_start: action.timestampStartS,
    timestamp_end: action.timestampEndS,
    raw_url: action.rawUrl,
    session_id: action.sessionId,
  }));
  const json = JSON.stringify({
    type: "actions",
    product_id: "p",
    session_id: "s",
    actions,
    count: 10,
    forwarded_at: 1_800_000_011,
  });
  return {
    product: () => actionsPayloadToText(parseActionsPayload(JSON.parse(json))),
    plain() {
      const parsed = JSON.parse(json) as WirePayload;
      let text = `Session ${parsed.session_id} — ${parsed.actions.length} actions`;
      for (const { index, type, description, canonical_url } of parsed.actions) {
        text += `\n[${index}] ${type}: ${description} — ${canonical_url}`;
      }
      return text;
    },
  };
}

interface PlainSession {
  readonly name: "thinking" | "proactive_assistance";
  readonly last: number;
  readonly idle: number;
  readonly tour: string | null;
  readonly clicked: boolean;
  readonly cooldownAt: number;
}

/** Four moves of the documented machine: an offer, a sign of life, the time-out, the end of the cooldown. */
function transitions(): WorkPair {
  let now = 1_800_000_000_000;
  const session = new SessionState({ now: () => now });
  const first: PlainSession = { name: "thinking", last: 0, idle: 0, tour: null, clicked: false, cooldownAt: 0 };
  let plain = first;
  let plainNow = 1_800_000_000_000;
  return {
    product() {
      session.transitionToProactive("t");
      now += 1_000;
      session.recordUserInteraction();
      now += 20_000;
      session.tick();
      now += 60_000;
      session.tick();
      return session.currentState;
    },
    plain() {
      if (plain.name !== "thinking" || plain.cooldownAt !== 0) throw new Error("not allowed");
      plain = { ...plain, name: "proactive_assistance", last: plainNow, idle: 0 };
      plainNow += 1_000;
      plain = { ...plain, last: plainNow, idle: 0 };
      plainNow += 20_000;
      if (plainNow - plain.last >= 20_000) plain = { ...plain, name: "thinking", cooldownAt: plain.last + 20_000 };
      plainNow += 60_000;
      if (plain.cooldownAt !== 0 && plainNow - plain.cooldownAt >= 60_000) plain = { ...plain, cooldownAt: 0 };
      return plain.name;
    },
  };
}
