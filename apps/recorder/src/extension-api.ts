/** The part of the browser's extension interface that the recorder uses. */
export interface ExtensionApi {
  readonly runtime: {
    readonly id: string;
    sendMessage(message: unknown): Promise<unknown>;
    /** The extension's own pages that are open. */
    getContexts(wanted: { readonly contextTypes: readonly ["SIDE_PANEL"] }): Promise<readonly unknown[]>;
    readonly onMessage: Listenable<(message: unknown, sender: MessageSender) => void>;
  };
  readonly tabs: {
    query(wanted: { readonly active: true; readonly currentWindow: true }): Promise<readonly Tab[]>;
    get(tabId: number): Promise<Tab>;
    sendMessage(tabId: number, message: unknown, options: { readonly frameId: 0 }): Promise<unknown>;
    readonly onUpdated: Listenable<(tabId: number, change: { readonly status?: string }) => void>;
    readonly onRemoved: Listenable<(tabId: number) => void>;
  };
  readonly scripting: {
    executeScript(script: {
      readonly target: { readonly tabId: number };
      readonly files: readonly string[];
    }): Promise<unknown>;
  };
  readonly permissions: {
    contains(wanted: { readonly origins: readonly string[] }): Promise<boolean>;
    request(wanted: { readonly origins: readonly string[] }): Promise<boolean>;
  };
  readonly storage: {
    /** Memory of the browser: gone when it closes, and out of reach of pages. */
    readonly session: {
      get(key: string): Promise<Readonly<Record<string, unknown>>>;
      set(values: Readonly<Record<string, unknown>>): Promise<void>;
      remove(key: string): Promise<void>;
      readonly onChanged: Listenable<(changes: Readonly<Record<string, { readonly newValue?: unknown }>>) => void>;
    };
  };
  readonly action: { readonly onClicked: Listenable<(tab: Tab) => void> };
  readonly sidePanel: { open(where: { readonly windowId: number }): Promise<void> };
}

export interface Tab {
  readonly id?: number;
  readonly windowId: number;
  /** Only where the extension may look. */
  readonly url?: string;
}

export interface MessageSender {
  readonly id?: string;
  readonly origin?: string;
  readonly url?: string;
  readonly frameId?: number;
  readonly tab?: Tab;
}

interface Listenable<Listener> {
  addListener(listener: Listener): void;
  removeListener(listener: Listener): void;
}

export const extension: ExtensionApi = (globalThis as unknown as { readonly chrome: ExtensionApi }).chrome;
