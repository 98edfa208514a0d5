import type { VendorCall } from "../vendor-double.ts";

/** What a vendor tells by webhook. */
export type HookNews =
  | { readonly type: "said"; readonly text: string }
  | { readonly type: "chose"; readonly chip: string; readonly label: string }
  | { readonly type: "human-joined" }
  | { readonly type: "human-left" };

/** What a vendor was asked to show. */
export interface VendorMessage {
  readonly text: string;
  readonly chips: readonly { readonly id: string; readonly label: string }[];
}

/** One vendor as its documentation has it: the test's double of it, and what it sends. Nothing here talks to the vendor. */
export interface VendorCase {
  readonly bridge: string;
  /** As in `docs/bridges/<bridge>.md`. */
  readonly settings: Readonly<Record<string, string>>;
  /** Where the bridge believes its vendor to be; requests there reach the double. */
  readonly origin: string;
  readonly conversationId: string;
  /** How the session learns of the conversation: the page links it, a hook names the session, or the bridge begins one. */
  readonly linkedBy: "page" | "hook" | "bridge";
  /** The vendor's API: takes what the vendor would take, refuses what it would refuse. */
  api(call: VendorCall): Response;
  /** What a request shows; undefined for requests that show nothing. */
  messageOf(call: VendorCall): VendorMessage | undefined;
  /** Whether chips become buttons; elsewhere their labels are lines of the text. */
  readonly hasButtons: boolean;
  /** A webhook; `secret` signs it in the place of the configured one, null leaves the proof out. */
  hook(news: HookNews, options?: HookOptions): RequestInit & { readonly query?: string };
}

export interface HookOptions {
  readonly secret?: string | null;
  readonly sessionId?: string;
}

export function posted(body: object | string, headers: Readonly<Record<string, string>>): RequestInit {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { method: "POST", body: text, headers: { "content-type": "application/json", ...headers } };
}

/** A header that is left out when there is no proof. */
export function header(name: string, value: string | null): Readonly<Record<string, string>> {
  return value === null ? {} : { [name]: value };
}
