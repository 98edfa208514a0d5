import type { ChatFrames } from "@usher/core";
import { createRef, render } from "preact";
import { element } from "../shadow/element.ts";
import { focusedElement, returnFocus } from "../shadow/focus.ts";
import { adoptStyles } from "../theme/adopt-styles.ts";
import { ChatPanel } from "./chat-panel.tsx";
import { chatStyles } from "./chat-styles.ts";

/** One frame of an answer, as the wire has it. */
export type ChatEvent = { [E in keyof ChatFrames]: { event: E; data: ChatFrames[E] } }[keyof ChatFrames];

/** The frames of one answer. Failing (throwing) offers the person a retry; returning early ends the answer. */
export type ChatStream = AsyncIterable<ChatEvent>;

export interface ChatOptions {
  readonly root: ShadowRoot;
  readonly title: string;
  /** Puts the focus in the field (default true). */
  readonly takeFocus?: boolean;
  /** Asks the person's message, or with `undefined` opens the conversation. Called again with the same on retry. */
  ask(message: string | undefined): ChatStream;
  /** The person wants to see what a reply said. */
  onTour(tourId: string): void;
  /** The person closed the panel. Not called after `close()`. */
  onClose(): void;
}

export interface Chat {
  /** Takes the panel away, abandons a running answer and gives the focus back. Safe to call twice. */
  close(): void;
  /** Puts the focus in the field. */
  focus(): void;
}

/** Opens the chat panel, asks for the conversation's opening. */
export function openChat(options: ChatOptions): Chat {
  const { root } = options;
  adoptStyles(root, chatStyles);
  const cameFrom = focusedElement();
  const field = createRef<HTMLTextAreaElement>();
  const container = element("div");
  root.append(container);
  let closed = false;

  function close(): void {
    if (closed) return;
    closed = true;
    returnFocus(container, cameFrom);
    render(null, container);
    container.remove();
  }

  function closeByPerson(): void {
    close();
    options.onClose();
  }

  const ask = (message: string | undefined): ChatStream => options.ask(message);
  render(
    <ChatPanel title={options.title} field={field} ask={ask} onTour={options.onTour} onClose={closeByPerson} />,
    container,
  );
  if (options.takeFocus ?? true) field.current?.focus();
  return { close, focus: () => field.current?.focus() };
}
