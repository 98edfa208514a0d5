"use client";
import { type InkeepChat, type InkeepChatOptions, inkeepChat } from "@usher/browser/bridges/inkeep";
import { useEffect, useRef, useState } from "react";

/** Inkeep's chat as the chat that offers open, made once: for the provider's `options.chat`. */
export function useInkeepChat(options: InkeepChatOptions = {}): InkeepChat {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const [chat] = useState(() => inkeepChat({ ...options, onShow: () => latest.current.onShow?.() }));
  return chat;
}
