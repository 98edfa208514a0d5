/** What `rasa-webchat` keeps of itself in the page's storage. */
export interface WidgetSession {
  /** The socket's own session: the only id under which Rasa reaches this widget. */
  readonly id: string;
  readonly isOpen: boolean;
  /** Texts of the bot, oldest first. */
  readonly said: readonly string[];
  /** How many messages the user wrote. */
  readonly userTurns: number;
}

const KEY = "chat_session";

/** Undefined until the server confirmed a session, and where storage is refused or holds something else. */
export function readWidgetSession(storage: "session" | "local"): WidgetSession | undefined {
  try {
    const text = (storage === "session" ? sessionStorage : localStorage).getItem(KEY);
    const found: unknown = text === null ? null : JSON.parse(text);
    if (!isObject(found) || typeof found.session_id !== "string" || found.session_id === "") return undefined;
    const messages = Array.isArray(found.conversation) ? found.conversation.filter(isObject) : [];
    return {
      id: found.session_id,
      isOpen: isObject(found.params) && found.params.isChatOpen === true,
      said: messages.flatMap(({ sender, text }) => (sender === "response" && typeof text === "string" ? [text] : [])),
      userTurns: messages.filter(({ sender, hidden }) => sender === "client" && hidden !== true).length,
    };
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
