import type { EngineStepResult } from "../engine/advance.ts";
import type { LedgerNote } from "../engine/effect.ts";
import type { EngineInput } from "../engine/input.ts";
import type { GatePolicy } from "../gate/policy.ts";
import { DAY_MS, type EpochMs, MINUTE_MS, SECOND_MS } from "../ids.ts";
import type { Trigger } from "../triggers/trigger.ts";

/**
 * What is promised to one person, kept by somebody who sees only what goes in and what comes out. It knows nothing of
 * the engine's state: when the two disagree about whether an offer was allowed, one of them is wrong.
 */
export interface PersonModel {
  /** What happened, after it happened; returns what the engine did that it had promised not to do. */
  observe(session: string, input: EngineInput, result: EngineStepResult): readonly string[];
  /** Whether the model knows of nothing that could hold an offer of this trigger in this session at that moment. */
  expectsOffer(session: string, trigger: Trigger, now: EpochMs): boolean;
}

interface SessionFacts {
  audience: boolean;
  chatOpen: boolean;
  tour: string | null;
  page: string | null;
  goalReached: boolean;
  coolUntil: EpochMs;
  /** The latest that was said of typing, by when it was so and not by when it was heard. */
  pulseAt: EpochMs;
  pulse: "typing" | "idle";
  /** The latest that was done other than typing. */
  pausedAt: EpochMs;
  shown: number;
  busyAt: EpochMs;
  consent: boolean | null;
}

type OutcomeNote = Extract<LedgerNote, { type: "outcome" }>;

export function createPersonModel(
  policy: GatePolicy,
  triggers: readonly Trigger[],
  names: readonly string[],
  isMastered: (workflow: string) => boolean,
): PersonModel {
  const sessions = new Map(names.map((name) => [name, freshFacts()]));
  const open = new Map<string, { readonly expiresAt: EpochMs; seen: boolean }>();
  const cooldownOf = new Map(triggers.map(({ id, cooldownS }) => [id, cooldownS]));
  const workflowOf = new Map(triggers.map(({ id, workflow }) => [id, workflow]));
  const trialOf = new Set(triggers.flatMap(({ id, shadow }) => (shadow === true ? [id] : [])));
  const quietUntil = new Map<string, EpochMs>();
  const dismissals = new Map<string, number>();
  const muted = new Set<string>();
  const shown: EpochMs[] = [];
  const ignored = new Set<string>();
  let dial = "on";
  let silentUntil = 0;
  let quietAll = 0;
  let row = 0;

  const facts = (name: string): SessionFacts => sessions.get(name) as SessionFacts;
  const silence = (trigger: string, until: EpochMs): void => {
    quietUntil.set(trigger, Math.max(quietUntil.get(trigger) ?? 0, until));
  };

  /** Everything that forbids an offer, by the number of the rule. */
  function forbidden(name: string, trigger: string, now: EpochMs): string[] {
    const session = facts(name);
    const workflow = workflowOf.get(trigger);
    const share = dial === "quiet" ? 0.5 : 1;
    const within = (ms: number): number => shown.filter((at) => at > now - ms).length;
    const limit = (count: number): number => Math.max(1, Math.floor(count * share));
    const checks: readonly (readonly [boolean, string])[] = [
      [Array.from(open.values()).some(({ expiresAt }) => now < expiresAt), "S1 another offer is open"],
      [session.chatOpen || session.tour !== null, "S2 a chat or a tour is on screen"],
      [now < session.coolUntil, "S3 the session's cooldown runs"],
      [now < (quietUntil.get(trigger) ?? 0), "S4 the trigger's cooldown runs"],
      [workflow !== undefined && isMastered(workflow), "S10 the workflow is mastered"],
      [session.goalReached, "S11 the goal was reached"],
      [!session.audience, "S12 nobody could see it"],
      [dial === "off", "the person turned it off"],
      [session.consent === false, "the person refused"],
      [muted.has(trigger), "the person muted it"],
      [now < silentUntil, "the person snoozed everything"],
      [now < quietAll, "three dismissals in a row"],
      [session.page !== "/projects", "it is about another page"],
      [isTyping(session) && now < session.pulseAt + policy.typingLullS * SECOND_MS, "the person types"],
      [trialOf.has(trigger), "it is on trial"],
      [session.shown >= limit(policy.perSession), "the session's budget is spent"],
      [within((policy.minGapS / share) * SECOND_MS) > 0, "the gap is not over"],
      [within(DAY_MS) >= limit(policy.perDay), "the day's budget is spent"],
      [within(7 * DAY_MS) >= limit(policy.perWeek), "the week's budget is spent"],
    ];
    return checks.flatMap(([isForbidden, why]) => (isForbidden ? [`${trigger} in ${name}: ${why}`] : []));
  }

  function hear(name: string, input: EngineInput, result: EngineStepResult): void {
    const session = facts(name);
    switch (input.type) {
      case "actions":
        for (const { type, label, at, properties } of input.actions) {
          if (label.startsWith("Apply to")) session.goalReached = true;
          if (type === "input_activity") hearPulse(session, at, properties?.state === "typing");
          else session.pausedAt = Math.max(session.pausedAt, at);
        }
        session.page = result.state.window.actions.at(-1)?.canonicalUrl ?? session.page;
        return;
      case "presence":
        session.audience = input.audience;
        return;
      case "chat-opened":
      case "chat-message":
        session.chatOpen = true;
        session.coolUntil = 0;
        return;
      case "chat-closed":
        session.chatOpen = false;
        return;
      case "consent":
        session.consent = input.granted;
        return;
      case "preferences":
        dial = input.dial ?? dial;
        if (input.snoozedUntil !== undefined) silentUntil = input.snoozedUntil ?? 0;
        if (input.muted === undefined) return;
        muted.clear();
        for (const id of input.muted) muted.add(id);
        return;
      default:
        return;
    }
  }

  function end(name: string, { outcome, offerId, triggerId, option }: OutcomeNote, now: EpochMs): void {
    const session = facts(name);
    const offer = open.get(offerId);
    if (outcome === "delivered") return;
    if (outcome === "shown") {
      if (offer !== undefined) offer.seen = true;
      shown.push(now);
      session.shown++;
      silence(triggerId, now + (cooldownOf.get(triggerId) ?? 0) * SECOND_MS);
      return;
    }
    open.delete(offerId);
    if (outcome === "accepted") {
      row = 0;
      if (option === "chat") session.chatOpen = true;
      silence(triggerId, now + policy.acceptedQuietS * SECOND_MS);
      if (option === "chat") session.coolUntil = 0;
      return;
    }
    const wasSeen = offer?.seen === true;
    if (wasSeen && !session.chatOpen) session.coolUntil = now + policy.cooldownPeriodS * SECOND_MS;
    if (outcome === "completed") silence(triggerId, now + policy.completedQuietS * SECOND_MS);
    if (outcome === "unseen") silence(triggerId, now + policy.unseenRearmS * SECOND_MS);
    if (outcome === "expired") {
      ignored.add(offerId);
      dismissals.set(triggerId, (dismissals.get(triggerId) ?? 0) + 0.5);
      silence(triggerId, now + policy.ignoredQuietS * SECOND_MS);
    }
    if (outcome === "snoozed") snooze(triggerId, option, now);
    // Closed after its time was over: the half it counted then becomes a whole.
    if (outcome === "dismissed") dismiss(triggerId, ignored.has(offerId) ? 0.5 : 1, now);
  }

  function snooze(triggerId: string, scope: string | undefined, now: EpochMs): void {
    if (scope === "tip") muted.add(triggerId);
    if (scope === "hour") silentUntil = Math.max(silentUntil, now + policy.snoozeS * SECOND_MS);
    if (scope === "today") silentUntil = Math.max(silentUntil, (Math.floor(now / DAY_MS) + 1) * DAY_MS);
    if (scope === "everything") silentUntil = Number.POSITIVE_INFINITY;
  }

  function dismiss(triggerId: string, weight: number, now: EpochMs): void {
    const count = (dismissals.get(triggerId) ?? 0) + weight;
    const [first, second] = policy.dismissedQuietS;
    dismissals.set(triggerId, count);
    silence(triggerId, count >= 3 ? Number.POSITIVE_INFINITY : now + (count >= 2 ? second : first) * SECOND_MS);
    row++;
    if (row < policy.dismissalsInARow) return;
    row = 0;
    quietAll = Math.max(quietAll, now + policy.quietAfterDismissalsS * SECOND_MS);
  }

  return {
    observe(name, input, result) {
      const session = facts(name);
      const now = result.state.session.lastNow;
      if (input.type !== "wake") session.busyAt = now;
      hear(name, input, result);
      const broken: string[] = [];
      for (const note of result.notes) {
        if (note.type === "outcome") end(name, note, now);
        if (note.type === "tour") session.tour = ["started", "step"].includes(note.event) ? note.runId : null;
        if (note.type !== "fired") continue;
        broken.push(...forbidden(name, note.triggerId, now));
        open.set(note.offerId, { expiresAt: now + policy.offerTtlS * SECOND_MS, seen: false });
        session.busyAt = now;
      }
      // An idle chat ends by itself; the model is told, because only the next step shows it.
      session.chatOpen &&= result.state.session.chatOpen;
      return broken;
    },
    expectsOffer(name, trigger, now) {
      const quietFor = Math.min(...Array.from(sessions.values(), ({ busyAt }) => now - busyAt));
      return quietFor >= 15 * MINUTE_MS && forbidden(name, trigger.id, now).length === 0;
    },
  };
}

/** Of two said of the same moment the person gets the benefit of the one that leaves room for help. */
function hearPulse(session: SessionFacts, at: EpochMs, types: boolean): void {
  if (at < session.pulseAt) return;
  const isTyping = types && (at > session.pulseAt || session.pulse === "typing");
  session.pulseAt = at;
  session.pulse = isTyping ? "typing" : "idle";
}

function isTyping({ pulse, pulseAt, pausedAt }: SessionFacts): boolean {
  return pulse === "typing" && pausedAt < pulseAt;
}

function freshFacts(): SessionFacts {
  return {
    audience: true,
    chatOpen: false,
    tour: null,
    page: null,
    goalReached: false,
    coolUntil: 0,
    pulseAt: 0,
    pulse: "idle",
    pausedAt: 0,
    shown: 0,
    busyAt: 0,
    consent: null,
  };
}
