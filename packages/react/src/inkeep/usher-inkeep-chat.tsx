"use client";
import type { ChatAdapter } from "@usher/browser";
import type { InkeepChat, InkeepSettings, InkeepView } from "@usher/browser/bridges/inkeep";
import { type ComponentType, createElement, type JSX, useContext, useEffect, useSyncExternalStore } from "react";
import { UsherContext } from "../usher-context.ts";

/** What the wrapper takes besides the widget's own properties. */
export interface InkeepWrapperProps {
  /** Default: the `chat` of the provider's options. */
  readonly bridge?: InkeepChat;
  /** Whether the user sees the chat, where it is not always on screen. Left out: only what they write counts. */
  readonly isOpen?: boolean;
}

export type UsherInkeepChatProps<Props> = InkeepWrapperProps & {
  /** `InkeepEmbeddedChat` of `@inkeep/cxkit-react` or `@inkeep/agents-ui`. */
  readonly chat: ComponentType<Props>;
} & Props;

/**
 * The widget with the user's activity as its background. When an offer opens it, its first words are the offer's question;
 * what the model should know is never on screen. It is mounted anew only while nothing was said in it.
 */
export function UsherInkeepChat<Props extends object>(props: UsherInkeepChatProps<Props>): JSX.Element {
  const { chat: Chat, bridge: given, isOpen, ...own } = props;
  const provided = useContext(UsherContext);
  const bridge = given ?? requireInkeep(provided?.chat);
  const view = useSyncExternalStore<InkeepView>(bridge.subscribe, bridge.view, bridge.view);
  useEffect(() => bridge.attach(), [bridge]);
  useEffect(() => {
    if (isOpen === undefined) return;
    bridge.shown(isOpen);
    return () => bridge.shown(false);
  }, [bridge, isOpen]);
  const dressed = bridge.settings(own as InkeepSettings);
  return createElement(Chat as ComponentType<object>, { key: view.key, ...dressed });
}

function requireInkeep(chat: ChatAdapter | undefined): InkeepChat {
  if (chat !== undefined && "settings" in chat) return chat as InkeepChat;
  throw new Error("UsherInkeepChat needs a bridge: give useInkeepChat() to the provider as options.chat.");
}
