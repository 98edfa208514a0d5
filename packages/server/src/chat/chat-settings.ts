/** What a product says about its chat; everything has a default. */
export interface ChatOptions {
  /** Addresses that replies may write, exactly. Default: those of the how-to alone. */
  readonly allowLinks?: readonly string[];
  /** Replies of the model per session and minute. Default 6. */
  readonly repliesPerMinute?: number;
  /** Replies of the model per user and day (UTC). Default 60. */
  readonly repliesPerDay?: number;
  /** Tokens of the product per day (UTC), estimated at four characters each. Default 2,000,000. */
  readonly tokensPerDay?: number;
}

export type ChatSettings = Required<ChatOptions>;

const DEFAULTS: ChatSettings = { allowLinks: [], repliesPerMinute: 6, repliesPerDay: 60, tokensPerDay: 2_000_000 };

export function chatSettings(options: ChatOptions | undefined): ChatSettings {
  return { ...DEFAULTS, ...options };
}
