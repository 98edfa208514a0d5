import type { NudgeFrames, OfferWire } from "@usher/core";
import { type OfferNotice, toNotice, toTourNotice } from "../offers/offer-notice.ts";
import { holdLead } from "../tabs/hold-lead.ts";
import { openTabChannel, type TabChannel, type TabMessage } from "../tabs/tab-message.ts";
import type { Api } from "../transport/api.ts";
import { type KeptStream, keepStream } from "./keep-stream.ts";
import type { ServerEvent } from "./read-events.ts";

export interface NudgeFollower {
  /** Says something to the other tabs. */
  tell(message: TabMessage): void;
  /** Connects anew, if this tab holds the stream. */
  reopen(fresh: boolean): void;
  /** The network is back: do not wait longer. */
  wake(): void;
  stop(): void;
}

export interface NudgeFollowerOptions {
  /** Distinguishes products on one origin. */
  readonly name: string;
  readonly api: Api;
  /** Absent where tabs cannot share: this tab then has a stream of its own. */
  readonly locks: LockManager | undefined;
  heartbeatMs(): number;
  /** From the stream, or from the tab that holds it. */
  onMessage(message: TabMessage): void;
  /** The stream brought an offer that nobody has confirmed yet. */
  onReceived(offer: OfferWire): void;
}

/** One stream per browser: the tab that holds the lock reads it and passes on what happened. */
export function followNudges(options: NudgeFollowerOptions): NudgeFollower {
  const { name, api, locks, heartbeatMs, onMessage, onReceived } = options;
  let stream: KeptStream | undefined;
  let sessionId = "";
  let live: OfferNotice | null = null;
  const channel: TabChannel | undefined = locks === undefined ? undefined : openTabChannel(name, receive);

  function receive(message: TabMessage): void {
    if (message.type !== "hello") return note(message);
    if (stream !== undefined && sessionId !== "") channel?.post({ type: "live", session_id: sessionId, offer: live });
  }

  function note(message: TabMessage): void {
    if (message.type === "live" || message.type === "offer") live = message.offer;
    if ((message.type === "withdraw" || message.type === "closed") && live?.id === message.offer_id) live = null;
    if (message.type === "tour" && live?.id === message.run_id) live = null;
    onMessage(message);
  }

  function share(message: TabMessage): void {
    channel?.post(message);
    note(message);
  }

  function onEvent({ event, data }: ServerEvent): void {
    if (event === "ready") {
      const ready = data as NudgeFrames["ready"];
      sessionId = ready.session_id;
      const { offer, tour } = ready;
      if (offer?.status === "pending") onReceived(offer);
      const notice = offer ? toNotice(offer, Date.now()) : tour ? toTourNotice(tour) : null;
      share({ type: "live", session_id: sessionId, offer: notice });
    } else if (event === "offer") {
      const offer = data as NudgeFrames["offer"];
      onReceived(offer);
      share({ type: "offer", session_id: offer.session_id, offer: toNotice(offer, Date.now()) });
    } else if (event === "withdraw") {
      share({ type: "withdraw", ...(data as NudgeFrames["withdraw"]) });
    } else if (event === "tour") {
      const tour = data as NudgeFrames["tour"];
      if (tour.unclaimed) share({ type: "offer", session_id: sessionId, offer: toTourNotice(tour) });
      else share({ type: "tour", ...tour });
    }
  }

  function lead(): () => void {
    const kept = keepStream({
      connect: (lastEventId, signal) =>
        api.open("/v1/nudges", { signal, headers: lastEventId === undefined ? {} : { "last-event-id": lastEventId } }),
      onEvent,
      silenceMs: () => 3 * heartbeatMs(),
    });
    stream = kept;
    return () => {
      stream = undefined;
      kept.stop();
    };
  }

  const giveUp = locks === undefined ? lead() : holdLead(locks, `${name}:stream`, lead);
  channel?.post({ type: "hello" });
  return {
    tell(message) {
      channel?.post(message);
      if (message.type === "closed" && live?.id === message.offer_id) live = null;
    },
    reopen: (fresh) => stream?.reopen(fresh),
    wake: () => stream?.wake(),
    stop() {
      giveUp();
      channel?.close();
    },
  };
}
