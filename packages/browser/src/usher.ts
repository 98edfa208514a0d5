import type { IdentityRequest, Preferences, PreferencesRequest, RawPropertyValue } from "@usher/core";
import type { EventDraft } from "./capture/start-capture.ts";
import { cleanProperties } from "./client/clean-properties.ts";
import { mayRun, rememberConsent } from "./client/consent.ts";
import { createEmitter } from "./client/emitter.ts";
import { createGuard } from "./client/guard.ts";
import { openPageStorage } from "./client/page-storage.ts";
import { tellHost } from "./client/tell-host.ts";
import type { UsherEventName, UsherListener } from "./client/usher-events.ts";
import { completeOptions, findOptionProblem, type UsherOptions } from "./client/usher-options.ts";
import { type Engine, startEngine } from "./start.ts";

export type UsherTraits = Readonly<Record<string, RawPropertyValue>>;

/** Usher in the page. No method ever throws; on a server every method does nothing, and `preferences` rejects. */
export interface UsherClient {
  /** Starts. A second call with the same key changes nothing; with another key it starts anew. */
  init(options: UsherOptions): void;
  /** Says who the user is. `token` is the JWT by which the product's backend proves it. May be called before `init`. */
  identify(userId: string, traits?: UsherTraits, proof?: { readonly token?: string }): void;
  /** Records something only the page knows, e.g. `track("report_exported", { rows: 120 })`. May be called before `init`. */
  track(name: string, properties?: UsherTraits): void;
  /** Listens; returns how to stop. */
  on<Name extends UsherEventName>(name: Name, listener: UsherListener<Name>): () => void;
  off<Name extends UsherEventName>(name: Name, listener: UsherListener<Name>): void;
  /** To be called at sign-out: the next session knows nothing of this user. */
  reset(): void;
  /** Stops, and stays stopped in this browser until `optIn`. What was not sent is thrown away. */
  optOut(): void;
  optIn(): void;
  /** What the person wants: whether help may come unasked, for how long not, and which tips they muted. */
  preferences(): Promise<Preferences>;
  /**
   * Changes it; what is left out stays. Resolves with the whole. Both reject with an `UsherError` (`not_running`,
   * `unreachable`, or the code of the refusal), and do nothing else.
   */
  setPreferences(change: PreferencesRequest): Promise<Preferences>;
  /** Shows, and hides again, what every trigger thinks of this session right now. Needs a server with `debug: true`. */
  debug(): void;
  /** Removes every listener and node; what was not sent is handed over. `init` starts again. */
  shutdown(): void;
}

const EARLY_LIMIT = 100;

export function createUsher(): UsherClient {
  const { emit, on, off } = createEmitter();
  const guard = createGuard(emit);
  let options: UsherOptions | undefined;
  let engine: Engine | undefined;
  let identity: IdentityRequest | undefined;
  let early: EventDraft[] = [];

  function storageOf(key: string): ReturnType<typeof openPageStorage> {
    return openPageStorage("localStorage", key);
  }

  function start(chosen: UsherOptions): void {
    const storage = storageOf(chosen.key);
    const drafts = early;
    early = [];
    if (engine !== undefined || !mayRun(chosen, storage)) return;
    engine = startEngine(completeOptions(chosen), storage, emit, guard);
    if (identity !== undefined) engine.identify(identity);
    for (const draft of drafts) engine.record(draft);
  }

  function stop(discard: boolean): void {
    engine?.stop({ discard });
    engine = undefined;
  }

  function choose(said: "in" | "out"): void {
    if (options === undefined) return;
    rememberConsent(storageOf(options.key), said);
    if (said === "out") stop(true);
    else start(options);
  }

  async function ask(change?: PreferencesRequest): Promise<Preferences> {
    return (await import("./client/preferences.ts")).askPreferences(engine?.access, change);
  }

  async function toggleDebug(): Promise<void> {
    const access = engine?.access;
    if (access !== undefined) (await import("./debug/toggle-debug.ts")).toggleDebug(access);
  }

  function inPage(run: () => void): void {
    if (typeof window !== "undefined") guard(run);
  }

  return {
    init: (chosen) =>
      inPage(() => {
        const problem = findOptionProblem(chosen);
        if (problem !== undefined) {
          tellHost(problem);
          return emit("error", { code: "invalid_options", message: problem });
        }
        if (options?.key === chosen.key && options.host === chosen.host) return;
        stop(false);
        options = chosen;
        start(chosen);
      }),
    identify: (userId, traits, proof) =>
      inPage(() => {
        const kept = cleanProperties(traits);
        identity = {
          user_id: String(userId),
          ...(kept === undefined ? {} : { traits: kept }),
          ...(proof?.token === undefined ? {} : { token: proof.token }),
        };
        engine?.identify(identity);
      }),
    track: (name, properties) =>
      inPage(() => {
        const kept = cleanProperties(properties);
        const draft: EventDraft = {
          type: "custom",
          name: String(name).slice(0, 120),
          ...(kept === undefined ? {} : { properties: kept }),
        };
        if (engine !== undefined) engine.record(draft);
        else if (options === undefined && early.length < EARLY_LIMIT) early.push(draft);
      }),
    on,
    off,
    reset: () =>
      inPage(() => {
        identity = undefined;
        engine?.reset();
      }),
    optOut: () => inPage(() => choose("out")),
    optIn: () => inPage(() => choose("in")),
    preferences: () => ask(),
    setPreferences: ask,
    debug: () => inPage(toggleDebug),
    shutdown: () =>
      inPage(() => {
        stop(false);
        options = undefined;
      }),
  };
}
