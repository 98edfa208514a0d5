import { Usher } from "@usher/browser";
import { type RasaChatOptions, rasaChat, type WebChatProps } from "@usher/browser/bridges/rasa";

/** What the test wants of the page; set before its scripts run. */
interface Wanted {
  readonly socketUrl: string;
  readonly userId: string;
  readonly widget?: Readonly<Record<string, unknown>>;
  readonly chat?: RasaChatOptions;
  /** Mounts the widget as the tutorial does, without Usher between it and its socket. */
  readonly unwired?: boolean;
}

declare global {
  interface Window {
    rasaPage: Wanted;
    WebChat: { default(props: WebChatProps, element: null): void };
    usherErrors: string[];
  }
}

const { socketUrl, userId, widget, chat: options, unwired } = window.rasaPage;
const chat = rasaChat(options);
window.usherErrors = [];
Usher.on("error", ({ code, message }) => window.usherErrors.push(`${code}: ${message}`));
Usher.init({ key: "pk_demo_projects", host: location.origin, chat });
Usher.identify(userId);

const script = document.createElement("script");
script.src = "/rasa-webchat.js";
script.onload = () => {
  const props: WebChatProps = {
    customData: { language: "en", userId },
    socketUrl,
    title: "Demo Copilot",
    subtitle: "Powered by Rasa",
    inputTextFieldHint: "Ask for help",
    showFullScreenButton: false,
    params: { storage: "session" },
    ...widget,
  };
  window.WebChat.default(unwired === true ? props : chat.wire(props), null);
};
document.body.append(script);
