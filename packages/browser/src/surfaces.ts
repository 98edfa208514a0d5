import type { ChatFrames, OfferOptionWire, OfferWire, TourOutcome, TourWire } from "@usher/core";

/** What can be seen of Usher. Each is a chunk of its own, loaded when first needed. */
export interface Surfaces {
  root(): Promise<{ ensureRoot: EnsureRoot; removeRoot(): void }>;
  nudge(): Promise<{ showNudge: ShowNudge }>;
  tour(): Promise<{ playTour: PlayTour }>;
  chat(): Promise<{ openChat: OpenChat }>;
}

export type EnsureRoot = (options: { theme?: "auto" | "light" | "dark" }) => ShadowRoot;

export type ShowNudge = (options: {
  root: ShadowRoot;
  offer: OfferWire;
  autoDismissMs: number;
  onOption(option: OfferOptionWire): void;
  onDismiss(): void;
  onExpire(): void;
}) => NudgeHandle;

export interface NudgeHandle {
  hide(): void;
  reveal(): void;
  remove(): void;
}

export type PlayTour = (options: {
  root: ShadowRoot;
  tour: TourWire;
  /** Zero-based. */
  startAt: number;
  pageMatches(patterns: readonly string[]): boolean;
  onStep(index: number): void;
  onEnd(outcome: TourOutcome, index: number): void;
}) => { stop(): void };

export type ChatEvent = { [E in keyof ChatFrames]: { event: E; data: ChatFrames[E] } }[keyof ChatFrames];
export type ChatStream = AsyncIterable<ChatEvent>;

export type OpenChat = (options: {
  root: ShadowRoot;
  title: string;
  /** Without a message: the opening of the accepted offer. */
  ask(message: string | undefined): ChatStream;
  onClose(): void;
}) => { close(): void; focus(): void };

export const surfaces: Surfaces = {
  root: () => import("./root.ts"),
  nudge: () => import("./nudge/nudge.ts"),
  tour: () => import("./tour/play-tour.ts"),
  chat: () => import("./chat/open-chat.tsx"),
};
