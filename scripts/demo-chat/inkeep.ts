import { InkeepEmbeddedChat } from "@inkeep/cxkit-react";
import type { ChatAdapter } from "@usher/browser";
import { inkeepChat } from "@usher/browser/bridges/inkeep";
import { UsherInkeepChat } from "@usher/react";
import { createElement as h, type ReactElement, StrictMode, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";

/** Put in when the demo is built. */
declare const DEMO_INKEEP: {
  readonly apiKey: string;
  readonly apiBaseUrl: string;
  readonly analyticsApiBaseUrl: string;
};

let show = (): void => {};
const bridge = inkeepChat({ onShow: () => show() });

/** Inkeep's embedded chat in a drawer that stays mounted. */
export const chat: ChatAdapter = bridge;

const settings = {
  baseSettings: {
    apiKey: DEMO_INKEEP.apiKey,
    aiApiBaseUrl: DEMO_INKEEP.apiBaseUrl,
    analyticsApiBaseUrl: DEMO_INKEEP.analyticsApiBaseUrl,
    organizationDisplayName: "Usher demo",
    primaryBrandColor: "#4f46e5",
    theme: { disableLoadingDefaultFont: true },
  },
  aiChatSettings: {
    aiAssistantName: "Inkeep (test double)",
    introMessage: "Hi! This is Inkeep's chat with a test double of its API behind it. Ask me anything.",
  },
};

function Drawer(): ReactElement {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    show = () => setOpen(true);
  }, []);
  return h(
    "aside",
    { className: "demo-chat", "aria-label": "Chat" },
    h(
      "button",
      { type: "button", "aria-expanded": isOpen, onClick: () => setOpen(!isOpen) },
      isOpen ? "Close chat" : "Ask a question",
    ),
    h("div", { hidden: !isOpen }, h(UsherInkeepChat, { chat: InkeepEmbeddedChat, bridge, isOpen, ...settings })),
  );
}

const style = document.createElement("style");
style.textContent = `
  :root { --usher-offset-y: 64px; }
  .demo-chat { position: fixed; inset-inline-end: 16px; inset-block-end: 16px; z-index: 40; display: flex; flex-direction: column-reverse; align-items: end; gap: 8px; }
  .demo-chat > button { padding: 10px 16px; border: 0; border-radius: 999px; background: #4f46e5; color: #fff; font: 600 14px system-ui; cursor: pointer; }
  .demo-chat > div { inline-size: min(380px, calc(100vw - 32px)); block-size: min(540px, calc(100dvh - 96px)); overflow: hidden; border-radius: 12px; background: Canvas; box-shadow: 0 12px 40px rgb(0 0 0 / 24%); }
  .demo-chat > div[hidden] { display: none; }
`;
document.head.append(style);
const root = document.createElement("div");
document.body.append(root);
createRoot(root).render(h(StrictMode, null, h(Drawer)));
