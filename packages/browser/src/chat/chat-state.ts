import type { ChatFrames } from "@usher/core";

/** One frame of the answer stream, with its event name. */
export type ChatFrame = {
  [E in keyof ChatFrames]: { readonly event: E; readonly data: ChatFrames[E] };
}[keyof ChatFrames];

export interface ChatEntry {
  readonly id: string;
  readonly from: "assistant" | "person";
  readonly text: string;
}

/** `waiting`: asked, nothing came yet. `streaming`: an answer is arriving. `failed`: the last question can be retried. */
export type ChatPhase = "waiting" | "streaming" | "failed" | "done";

export interface ChatState {
  readonly entries: readonly ChatEntry[];
  readonly phase: ChatPhase;
  /** What was asked last (undefined: the opening), and how many entries there were then: a retry begins there. */
  readonly asked: { readonly message: string | undefined; readonly entriesBefore: number };
  /** The tour that shows what the last answer said. */
  readonly tour?: ChatFrames["reply-done"]["tour"];
}

export const emptyChat: ChatState = { entries: [], phase: "waiting", asked: { message: undefined, entriesBefore: 0 } };

/** The person asks something, or the chat opens (`message` undefined). */
export function askChat(state: ChatState, message: string | undefined): ChatState {
  const own: ChatEntry[] =
    message === undefined ? [] : [{ id: `own-${state.entries.length}`, from: "person", text: message }];
  const entries = [...state.entries, ...own];
  return { entries, phase: "waiting", asked: { message, entriesBefore: entries.length } };
}

/** The same question once more: what the failed answer left behind goes. */
export function retryChat(state: ChatState): ChatState {
  return { ...state, phase: "waiting", entries: state.entries.slice(0, state.asked.entriesBefore) };
}

/** What a frame makes of the conversation. */
export function applyFrame(state: ChatState, frame: ChatFrame): ChatState {
  const { id } = frame.data;
  switch (frame.event) {
    case "message":
      return { ...state, entries: putEntry(state.entries, id, () => frame.data.text) };
    case "reply-delta":
      return { ...state, phase: "streaming", entries: putEntry(state.entries, id, (text) => text + frame.data.text) };
    case "reply-replace":
      return { ...state, phase: "streaming", entries: putEntry(state.entries, id, () => frame.data.text) };
    case "reply-done":
      return { ...state, phase: "done", tour: frame.data.tour };
    case "offer-answered":
      return state;
  }
}

/** The stream is over: what came stays; an end without a single frame after a question is a failure. */
export function endStream(state: ChatState, failed: boolean): ChatState {
  if (state.phase === "done") return state;
  const answered = state.entries.length > state.asked.entriesBefore;
  return { ...state, phase: failed || !answered ? "failed" : "done" };
}

function putEntry(entries: readonly ChatEntry[], id: string, change: (text: string) => string): readonly ChatEntry[] {
  const at = entries.findIndex((entry) => entry.id === id && entry.from === "assistant");
  const before = entries[at];
  if (!before) return [...entries, { id, from: "assistant", text: change("") }];
  return entries.with(at, { ...before, text: change(before.text) });
}
