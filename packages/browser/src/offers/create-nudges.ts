import type { OfferOptionWire, OfferWire } from "@usher/core";
import type { Guard } from "../client/guard.ts";
import type { Emit } from "../client/usher-events.ts";
import { type Nudge, showNudge } from "../nudge/nudge.ts";
import type { TabMemory } from "../tabs/tab-memory.ts";
import type { TabMessage } from "../tabs/tab-message.ts";
import type { OfferNotice } from "./offer-notice.ts";
import type { Offers } from "./offers.ts";
import type { Outcomes } from "./outcomes.ts";

export type Nudges = Pick<Offers, "consider" | "settle" | "withdraw" | "forget" | "recheck"> & { stop(): void };

export interface NudgesOptions {
  readonly outcomes: Outcomes;
  readonly memory: TabMemory;
  readonly autoDismissMs: number;
  readonly emit: Emit;
  readonly guard: Guard;
  pageMatches(patterns: readonly string[]): boolean;
  /** Says something to the other tabs. */
  tell(message: TabMessage): void;
  root(): ShadowRoot;
  /** The user chose something of this kind: its code will be needed. */
  prepare(kind: OfferOptionWire["kind"]): void;
  /** The user chose an option and the server took note. */
  begin(option: OfferOptionWire, offerId: string): void;
}

interface Shown {
  readonly offer: OfferWire;
  readonly handle: Nudge;
  hidden: boolean;
}

/** Ended offers that late messages must not bring back. */
const REMEMBERED = 50;
/** How long a visible tab without the focus leaves an offer to another one. */
const YIELD_MS = 250;

/** Decides what this tab does with an offer; one nudge at a time. */
export function createNudges(options: NudgesOptions): Nudges {
  const { outcomes, memory, autoDismissMs, emit, guard, root, pageMatches, tell, prepare, begin } = options;
  const over: string[] = [];
  let waiting: OfferNotice | undefined;
  let claiming = false;
  let shown: Shown | undefined;
  let yielding: ReturnType<typeof setTimeout> | undefined;

  function recheck(): void {
    if (shown !== undefined) followPage(shown);
    const next = waiting;
    if (next === undefined || claiming || !isFit(next)) return;
    if (document.hasFocus()) {
      guard(() => claim(next));
      return;
    }
    // Two windows may be visible: the one the user works in has the focus and goes first.
    clearTimeout(yielding);
    yielding = setTimeout(() => {
      if (waiting === next && !claiming && isFit(next)) guard(() => claim(next));
    }, YIELD_MS);
  }

  function isFit(notice: OfferNotice): boolean {
    return document.visibilityState === "visible" && Date.now() < notice.deadline && pageMatches(notice.page);
  }

  function followPage(current: Shown): void {
    const hidden = !pageMatches(current.offer.page);
    if (hidden === current.hidden) return;
    current.hidden = hidden;
    if (hidden) current.handle.hide();
    else current.handle.reveal();
  }

  async function claim(notice: OfferNotice): Promise<void> {
    claiming = true;
    try {
      const reply = await outcomes.claim(notice.id);
      // Meanwhile it may have been withdrawn. Without a network it is not shown, but waits for the next occasion.
      if (waiting?.id !== notice.id || reply.type === "unreachable") return;
      if (reply.type === "refused") return forget(notice.id);
      waiting = undefined;
      show(reply.body.offer, notice);
    } finally {
      claiming = false;
      // Another offer may have come while this one was claimed.
      if (waiting !== undefined && waiting.id !== notice.id) recheck();
    }
  }

  function show(offer: OfferWire, notice: OfferNotice): void {
    takeDown();
    memory.claim.write(notice);
    tell({ type: "taken", offer_id: offer.id });
    const handle = showNudge({
      root: root(),
      offer,
      autoDismissMs,
      onOption: (option) => accept(offer, option),
      onDismiss: () => close(offer, "dismissed"),
      onExpire: () => close(offer, "expired"),
    });
    shown = { offer, handle, hidden: false };
    emit("offer-shown", { offerId: offer.id, triggerId: offer.trigger_id });
    followPage(shown);
  }

  function close(offer: OfferWire, ending: "dismissed" | "expired"): void {
    if (shown?.offer.id !== offer.id) return;
    end(offer.id);
    void outcomes.report(offer.id, ending);
    emit(ending === "dismissed" ? "offer-dismissed" : "offer-expired", { offerId: offer.id });
  }

  function accept(offer: OfferWire, option: OfferOptionWire): void {
    if (shown?.offer.id !== offer.id) return;
    end(offer.id);
    // While the server takes note.
    prepare(option.kind);
    emit("offer-accepted", { offerId: offer.id, optionId: option.id, kind: option.kind });
    void outcomes.report(offer.id, "accepted", option.id).then((reply) => {
      if (reply.type === "ok") begin(option, offer.id);
      else emit("error", { code: "accept_failed", message: `The offer could not be accepted (${reply.type}).` });
    });
  }

  /** This tab is done with the offer, and tells the others. */
  function end(offerId: string): void {
    forget(offerId);
    tell({ type: "closed", offer_id: offerId });
  }

  function forget(offerId: string): void {
    if (!over.includes(offerId)) over.push(offerId);
    if (over.length > REMEMBERED) over.shift();
    if (waiting?.id === offerId) waiting = undefined;
    if (shown?.offer.id === offerId) takeDown();
    if (memory.claim.read()?.id === offerId) memory.claim.clear();
  }

  function withdraw(offerId: string, reason: string): void {
    const visible = shown?.offer.id === offerId;
    forget(offerId);
    if (visible) emit("offer-withdrawn", { offerId, reason });
  }

  function takeDown(): void {
    if (shown === undefined) return;
    shown.handle.remove();
    shown = undefined;
  }

  function consider(notice: OfferNotice): void {
    if (over.includes(notice.id) || shown?.offer.id === notice.id) return;
    waiting = notice;
    recheck();
  }

  return {
    consider,
    settle(notice) {
      const gone = [shown?.offer.id, waiting?.id].filter((id) => id !== undefined && id !== notice?.id);
      for (const id of gone) withdraw(id as string, "not_live");
      if (notice !== null) consider(notice);
    },
    withdraw,
    forget,
    recheck,
    stop() {
      clearTimeout(yielding);
      waiting = undefined;
      takeDown();
    },
  };
}
