/** The properties of `WebChat.default` that matter here; everything else passes through. */
export interface WebChatProps {
  readonly initPayload?: string;
  readonly params?: { readonly storage?: "session" | "local" };
  readonly onSocketEvent?: Readonly<Record<string, (this: unknown, ...given: never[]) => unknown>>;
  readonly onWidgetEvent?: Readonly<Record<string, (...given: never[]) => unknown>>;
  readonly [name: string]: unknown;
}

export interface WidgetListener {
  /** Whether an offer is opening the widget: what it would say for a greeting is then left out. */
  isOffering(): boolean;
  onUserMessage(): void;
  onOpen(): void;
  onClose(): void;
}

interface Socket {
  emit(event: string, ...given: unknown[]): unknown;
}

/**
 * The same properties with Usher listening. It stands between the widget and its socket: turns without words, which the widget
 * sends whenever it is opened for the first time, go no further, and neither does a greeting that an offer would set off.
 */
export function wireWidget<Props extends WebChatProps>(props: Props, listener: WidgetListener): Props {
  const { initPayload, onSocketEvent, onWidgetEvent } = props;
  const wired = new WeakSet<Socket>();

  function stand(socket: Socket): void {
    if (wired.has(socket) || typeof socket?.emit !== "function") return;
    wired.add(socket);
    const emit = socket.emit;
    socket.emit = function (this: Socket, event, ...given) {
      if (event === "user_uttered") {
        const text = messageOf(given[0]);
        const isGreeting = text === initPayload?.trim();
        if (text === "" || (isGreeting && listener.isOffering())) return this;
        if (!isGreeting) listener.onUserMessage();
      }
      return emit.call(this, event, ...given);
    };
  }

  return {
    ...props,
    onSocketEvent: {
      ...onSocketEvent,
      connect(this: Socket, ...given: never[]) {
        stand(this);
        onSocketEvent?.connect?.apply(this, given);
      },
    },
    onWidgetEvent: {
      onChatVisible: nothing,
      onChatHidden: nothing,
      ...onWidgetEvent,
      onChatOpen(...given: never[]) {
        listener.onOpen();
        onWidgetEvent?.onChatOpen?.(...given);
      },
      onChatClose(...given: never[]) {
        listener.onClose();
        onWidgetEvent?.onChatClose?.(...given);
      },
    },
  };
}

function nothing(): void {}

function messageOf(sent: unknown): string {
  const message = (sent as { readonly message?: unknown } | undefined)?.message;
  return typeof message === "string" ? message.trim() : "";
}
