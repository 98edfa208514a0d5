"use client";
import { type ComponentType, createElement } from "react";
import { type InkeepWrapperProps, UsherInkeepChat } from "./usher-inkeep-chat.tsx";

/** The widget as a component of the same properties: `const Chat = withUsherContext(InkeepEmbeddedChat)`. */
export function withUsherContext<Props extends object>(
  chat: ComponentType<Props>,
): ComponentType<Props & InkeepWrapperProps> {
  // biome-ignore lint/correctness/noComponentHookFactories: a wrapper is made once, beside the import, not in a render.
  function WithUsherContext(props: Props & InkeepWrapperProps) {
    return createElement(UsherInkeepChat<Props>, { ...props, chat });
  }
  WithUsherContext.displayName = `withUsherContext(${chat.displayName ?? chat.name})`;
  return WithUsherContext;
}
