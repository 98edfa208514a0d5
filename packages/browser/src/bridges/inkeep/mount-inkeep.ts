import type { InkeepView } from "./dress-settings.ts";
import type { InkeepSettings } from "./inkeep-settings.ts";

/** A mounted widget. */
export interface InkeepWidget<Settings> {
  /** Without it, what changes reaches the widget when it is next mounted anew. */
  update?(settings: Settings): void;
  unmount(): void;
}

interface Chat {
  settings<Own extends InkeepSettings>(own: Own): Own;
  view(): InkeepView;
  subscribe(listener: () => void): () => void;
  attach(): () => void;
}

/** Keeps a widget in the page as the chat's view wants it. Returns how to take it away. */
export function mountInkeep<Own extends InkeepSettings>(
  chat: Chat,
  own: Own,
  mount: (settings: Own) => InkeepWidget<Own>,
): () => void {
  let key = chat.view().key;
  let widget = mount(chat.settings(own));
  const detach = chat.attach();
  const stop = chat.subscribe(() => {
    const settings = chat.settings(own);
    if (chat.view().key === key) return widget.update?.(settings);
    key = chat.view().key;
    widget.unmount();
    widget = mount(settings);
  });
  return () => {
    stop();
    detach();
    widget.unmount();
  };
}
