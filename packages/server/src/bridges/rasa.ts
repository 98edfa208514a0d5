import type { BridgeOptions, OptionProblem, PostResult, ServerBridge } from "./bridge.ts";

export interface RasaOptions {
  /** Address of Rasa's HTTP API, e.g. `http://localhost:5005`. */
  readonly url: string;
  /** What `rasa run --auth-token` was given. */
  readonly token?: string;
  /** Rasa's output channel. Default `socketio`. */
  readonly channel?: string;
  /** Default 10,000. */
  readonly timeoutMs?: number;
  /** Ids that another tour player has for the tours, by tour id. Default: the tour's own id. */
  readonly flows?: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 10_000;
const FIELDS = ["url", "token", "channel", "timeoutMs", "flows"];

/** Rasa 3: a message is an intent that its rule answers with `action_send_proactive`. */
export const rasa: ServerBridge = {
  id: "rasa",

  check(options) {
    const { url, token, channel, timeoutMs, flows } = options;
    const problems: OptionProblem[] = Object.keys(options)
      .filter((name) => !FIELDS.includes(name))
      .map((path) => ({ path, detail: `there is no such option; there are ${FIELDS.join(", ")}` }));
    if (!isHttpUrl(url))
      problems.push({ path: "url", detail: "write the address of Rasa, e.g. http://localhost:5005" });
    if (token !== undefined && !isText(token))
      problems.push({ path: "token", detail: "write what --auth-token was given" });
    if (channel !== undefined && !(isText(channel) && /^[\w.-]{1,60}$/.test(channel))) {
      problems.push({ path: "channel", detail: "write the name of an output channel, e.g. socketio" });
    }
    if (timeoutMs !== undefined && !(typeof timeoutMs === "number" && timeoutMs > 0 && timeoutMs <= 60_000)) {
      problems.push({ path: "timeoutMs", detail: "write milliseconds, at most 60,000" });
    }
    if (flows !== undefined && !Object.values(Object(flows)).every(isText)) {
      problems.push({ path: "flows", detail: 'write ids by tour, e.g. { "bulk-edit": "clx…" }' });
    }
    return problems;
  },

  async post({ conversationId, text }, given, io) {
    const { url, token, channel = "socketio", timeoutMs = TIMEOUT_MS } = rasaOptions(given);
    const address = new URL(
      `${url.replace(/\/+$/, "")}/conversations/${encodeURIComponent(conversationId)}/trigger_intent`,
    );
    address.searchParams.set("output_channel", channel);
    if (token !== undefined) address.searchParams.set("token", token);
    try {
      const response = await io.fetch(address, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ name: "EXTERNAL_proactive", entities: { proactive_text: text } }),
        signal: AbortSignal.timeout(timeoutMs),
        redirect: "error",
      });
      await response.body?.cancel();
      return response.ok ? { ok: true } : refusal(response.status);
    } catch (error) {
      const late = error instanceof Error && error.name === "TimeoutError";
      const why = late ? `did not answer within ${timeoutMs / 1_000} s` : `cannot be reached${codeOf(error)}`;
      const detail = `Rasa ${why}. Check bridges.rasa.url and that \`rasa run --enable-api\` is running.`;
      return { ok: false, code: "unreachable", detail, retryable: !late };
    }
  },
};

/** Checked when the configuration was loaded. */
export function rasaOptions(options: BridgeOptions): RasaOptions {
  return options as unknown as RasaOptions;
}

function refusal(status: number): PostResult {
  if (status === 401 || status === 403) {
    const detail = `Rasa answered ${status}: bridges.rasa.token has to be what \`rasa run --auth-token\` was given.`;
    return { ok: false, code: "unauthorised", detail, retryable: false };
  }
  const fix =
    status === 404
      ? "The API is off (start it with --enable-api) or the model does not know EXTERNAL_proactive (retrain it)."
      : status === 409
        ? "No model is loaded: train one, then restart Rasa."
        : "Its log says more.";
  return { ok: false, code: "refused", detail: `Rasa answered ${status}. ${fix}`, retryable: status >= 500 };
}

/** `(ECONNREFUSED)`: the system's code says what its message would, without an address. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { readonly code?: unknown } | undefined) : undefined;
  return typeof cause?.code === "string" ? ` (${cause.code})` : "";
}

function isHttpUrl(value: unknown): boolean {
  return isText(value) && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}
