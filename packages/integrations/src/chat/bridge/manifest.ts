/** What configuration, menus, forms and the documentation know about a bridge. */
export interface BridgeManifest {
  /** Stable; the name in configuration and in addresses. */
  readonly id: string;
  readonly title: string;
  /** One or two sentences: what it talks to, and how. */
  readonly description: string;
  /** The section about it, relative to the repository. */
  readonly docs: string;
  readonly options: Readonly<Record<string, BridgeOptionSpec>>;
  readonly capabilities: BridgeCapabilities;
  /**
   * - `vendor`: through the vendor's API.
   * - `page`: the vendor has no API for it; the page's adapter writes it into the widget.
   */
  readonly delivery: "vendor" | "page";
  readonly text: {
    readonly format: "plain" | "markdown" | "html" | "usher";
    /** Longer texts are sent in parts. */
    readonly maxChars: number;
  };
  readonly webhook: {
    /** `hmac`: over the body. `shared_secret`: a header or parameter. `session`: Usher's own session token, checked before. */
    readonly proof: "hmac" | "shared_secret" | "session";
    /** `moment`: an old request is refused. `event_id`: a repeated one is known by its events' ids. */
    readonly replay: "moment" | "event_id";
    /** The vendor gives up after this: acknowledge first, work afterwards. */
    readonly answerWithinMs: number;
  };
  /** What the requests and webhooks were checked against. */
  readonly verified: readonly Verification[];
}

export interface BridgeCapabilities {
  readonly typing: boolean;
  /** How many chips the surface shows and how long a label may be; false: labels become lines of the text. */
  readonly chips: false | { readonly max: number; readonly labelChars: number };
  /** Whether the vendor says when a person takes over. */
  readonly handover: boolean;
  /** Whether an address in a text becomes a link. */
  readonly links: boolean;
}

export interface Verification {
  /** `recorded`: a real exchange. `source`: the vendor's published code. `documentation`: the vendor's pages. */
  readonly how: "recorded" | "source" | "documentation";
  readonly what: string;
}

/** One option of a bridge, as data. */
export type BridgeOptionSpec = {
  readonly description: string;
  /** Default false. */
  readonly required?: boolean;
} & (
  | {
      /** `secret`: at least 8 characters, never shown or logged. `url`: https, without query; http for this machine. */
      readonly type: "text" | "secret" | "url" | "boolean";
    }
  | { readonly type: "choice"; readonly choices: readonly string[] }
);

export type BridgeOptions = Readonly<Record<string, unknown>>;
