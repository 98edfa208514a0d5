import type { ChatAdapter } from "@usher/browser";
import { rasaChat, type WebChatProps } from "@usher/browser/bridges/rasa";

/** Put in when the demo is built. */
declare const DEMO_SOCKET_URL: string;
declare const DEMO_WIDGET_URL: string;

declare global {
  interface Window {
    WebChat: { default(props: WebChatProps, element: null): void };
  }
}

const widget = rasaChat();

/** rasa-webchat, as a page with Rasa has it. */
export const chat: ChatAdapter = widget;

// Above the widget's launcher.
document.documentElement.style.setProperty("--usher-offset-y", "84px");

const script = document.createElement("script");
script.src = DEMO_WIDGET_URL;
script.onload = () => {
  const props: WebChatProps = {
    socketUrl: DEMO_SOCKET_URL,
    title: "Copilot",
    subtitle: "rasa-webchat with a test double of Rasa",
    inputTextFieldHint: "Write a message",
    showFullScreenButton: false,
    params: { storage: "session" },
  };
  window.WebChat.default(widget.wire(props), null);
};
document.body.append(script);
