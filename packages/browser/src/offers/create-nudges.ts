import type { OfferOptionWire, OfferWire, TourStartReply } from "@usher/core";
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
  /** This tab has claimed a tour that was chosen outside the page. */
  play(run: TourStartReply): void;
  /** A tour or a chat is on screen: nothing is offered beside it. */
  engaged(): boolean;
  /**
   * The user chose an option; `accepted` settles once the server took note. Calls `ready` right before the tour or the
   * chat appears; settling without that call means that it will not.
   */
  begin(option: OfferOptionWire, offerId: string, accepted: Promise<unknown>, ready: () => void): Promise<void>;
  /** The user no longer wants what `begin` is fetching. */
  abandon(): void;
}

interface Shown {
  readonly offer: OfferWire;
  readonly handle: Nudge;
}

/** How long a visible tab without the focus leaves an offer to another one. */
const YIELD_MS = 250;
/** After this long without a tour or a chat the card lets the user try again; one that comes later is still welcome. */
const PATIENCE_MS = 4_000;

/** Decides what this tab does with an offer; one nudge at a time. */
export function createNudges(options: NudgesOptions): Nudges {
  const { outcomes, memory, autoDismissMs, emit, guard, root, pageMatches, tell, engaged, play, begin, abandon } =
    options;
  /** Ended: late messages must not bring them back. */
  const over = new Set<string>();
  let waiting: OfferNotice | undefined;
  let claiming = false;
  let shown: Shown | undefined;
  /** Accepted, and its tour or chat is not on screen yet. */
  let starting: Shown | undefined;
  let yielding: ReturnType<typeof setTimeout> | undefined;

  function recheck(): void {
    followPage();
    const next = waiting;
    const go = (): void => {
      if (next && waiting === next && !claiming && isFit(next)) guard(() => claim(next));
    };
    clearTimeout(yielding);
    // Two windows may be visible: the one the user works in has the focus and goes first.
    if (document.hasFocus()) go();
    else yielding = setTimeout(go, YIELD_MS);
  }

  function isFit(notice: OfferNotice): boolean {
    return (
      isFree() && document.visibilityState === "visible" && Date.now() < notice.deadline && pageMatches(notice.page)
    );
  }

  function isFree(): boolean {
    return !starting && !engaged();
  }

  function followPage(): void {
    shown?.handle.setHidden(!pageMatches(shown.offer.page));
  }

  async function claim(notice: OfferNotice): Promise<void> {
    claiming = true;
    try {
      const reply = await outcomes.claim(notice);
      // Meanwhile it may have been withdrawn. Without a network, or beside a tour or a chat that came meanwhile, it is
      // not shown, but waits for the next occasion.
      if (waiting?.id !== notice.id || reply.type === "unreachable" || !isFree()) return;
      if (reply.type === "refused") return forget(notice.id);
      const { body } = reply;
      if ("offer" in body) return show(body.offer, notice);
      end(notice.id);
      play(body);
    } finally {
      claiming = false;
      // Another offer may have come while this one was claimed.
      if (waiting?.id !== notice.id) recheck();
    }
  }

  function show(offer: OfferWire, notice: OfferNotice): void {
    waiting = undefined;
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
    shown = { offer, handle };
    emit("offer-shown", { offerId: offer.id, triggerId: offer.trigger_id });
    followPage();
  }

  function close(offer: OfferWire, ending: "dismissed" | "expired"): void {
    if (starting?.offer === offer) {
      letGo();
      abandon();
      return recheck();
    }
    if (shown?.offer !== offer) return;
    end(offer.id);
    void outcomes.report(offer.id, ending);
    emit(`offer-${ending}`, { offerId: offer.id });
  }

  /** Chosen for the first time, or once more when nothing came of it. */
  function accept(offer: OfferWire, option: OfferOptionWire): void {
    const current = shown ?? starting;
    if (!current) return;
    const attempt = { ...current };
    starting = attempt;
    attempt.handle.wait();
    if (shown) {
      // Its card stays until what was chosen takes its place.
      shown = undefined;
      end(offer.id);
      emit("offer-accepted", { offerId: offer.id, optionId: option.id, kind: option.kind });
    }
    const accepted = outcomes.report(offer.id, "accepted", option.id).then(({ type }) => {
      if (type !== "ok") emit("error", { code: "accept_failed", message: `Not accepted (${type}).` });
    });
    const fail = (): void => {
      if (starting === attempt) attempt.handle.fail();
    };
    setTimeout(fail, PATIENCE_MS);
    guard(() => begin(option, offer.id, accepted, letGo).finally(fail));
  }

  function letGo(): void {
    starting?.handle.remove();
    starting = undefined;
  }

  /** This tab is done with the offer, and tells the others. */
  function end(offerId: string): void {
    forget(offerId);
    tell({ type: "closed", offer_id: offerId });
  }

  function forget(offerId: string): void {
    over.add(offerId);
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
    shown?.handle.remove();
    shown = undefined;
  }

  function consider(notice: OfferNotice): void {
    if (over.has(notice.id) || shown?.offer.id === notice.id) return;
    waiting = notice;
    recheck();
  }

  return {
    consider,
    settle(notice) {
      for (const id of [shown?.offer.id, waiting?.id]) {
        if (id && id !== notice?.id) withdraw(id, "not_live");
      }
      if (notice) consider(notice);
    },
    withdraw,
    forget,
    recheck,
    stop() {
      waiting = undefined;
      letGo();
      takeDown();
    },
  };
}
