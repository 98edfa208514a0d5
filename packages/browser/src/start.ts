import { type IdentityRequest, matchAnyPage } from "@usher/core";
import { type EventDraft, startCapture } from "./capture/start-capture.ts";
import { watchRoutes } from "./capture/watch-routes.ts";
import type { Guard } from "./client/guard.ts";
import { createListeners } from "./client/listeners.ts";
import { newId } from "./client/new-id.ts";
import { openPageStorage, type PageStorage } from "./client/page-storage.ts";
import type { ServerAccess } from "./client/server-access.ts";
import { tellHost } from "./client/tell-host.ts";
import type { Emit } from "./client/usher-events.ts";
import type { UsherSettings } from "./client/usher-options.ts";
import { lazyOffers } from "./offers/lazy-offers.ts";
import { createOutcomes } from "./offers/outcomes.ts";
import { createAskSession } from "./session/ask-session.ts";
import { createSession } from "./session/create-session.ts";
import { createVisitorStore } from "./session/visitor-store.ts";
import { followNudges, type NudgeFollower } from "./stream/follow-nudges.ts";
import { openTabIdentity } from "./tabs/tab-identity.ts";
import { createTabMemory } from "./tabs/tab-memory.ts";
import type { TabMessage } from "./tabs/tab-message.ts";
import { createApi } from "./transport/api.ts";
import { createEventQueue } from "./transport/event-queue.ts";
import { createReporter } from "./transport/reporter.ts";
import { saveQueue, takeSavedQueue } from "./transport/saved-queue.ts";
import { startSender } from "./transport/start-sender.ts";

/** Everything that runs in the page between `init` and `shutdown`. */
export interface Engine {
  identify(identity: IdentityRequest): void;
  record(draft: EventDraft): void;
  reset(): void;
  readonly access: ServerAccess;
  /** `discard` throws away what was not sent yet; otherwise it is handed to the browser. */
  stop(options: { readonly discard: boolean }): void;
}

const QUEUE_CAPACITY = 1_000;
const DEFAULT_HEARTBEAT_MS = 15_000;

/** The one place where the parts are chosen and joined. */
export function startEngine(settings: UsherSettings, storage: PageStorage, emit: Emit, guard: Guard): Engine {
  const { key, host } = settings;
  const fetch = window.fetch.bind(window);
  const tabStorage = openPageStorage("sessionStorage", key);
  const tab = openTabIdentity(tabStorage);
  const memory = createTabMemory(tabStorage);
  const saved = takeSavedQueue(tabStorage, Date.now());
  const queue = createEventQueue(QUEUE_CAPACITY, tab.isNew ? [] : saved);
  // Without storage the tabs are different visitors and have nothing to share.
  const locks = storage.kept && "BroadcastChannel" in window ? navigator.locks : undefined;
  const onError = (code: string, message: string): void => emit("error", { code, message });
  const visitors = createVisitorStore(storage);
  let follower: NudgeFollower | undefined;
  /** Other tabs are told once the server has answered: before, they would find the old visitor. */
  let resetting = false;

  const session = createSession({
    ask: createAskSession({ key, host, fetch, visitors, locks }),
    visible: () => document.visibilityState === "visible",
    onChange({ sessionId, level, detectors }, before) {
      // Streams opened with the old token do not speak for the new identity.
      if (before !== undefined) follower?.reopen(before.sessionId !== sessionId);
      // After a refusal they had given up.
      else wake();
      if (resetting) follower?.tell({ type: "reset" });
      resetting = false;
      if (detectors) capture.detect();
      emit("session-started", { sessionId, level });
    },
    onError(code, message) {
      // A wrong key or origin is the developer's to mend, and they may not be listening.
      tellHost(`${message} (${code})`);
      onError(code, message);
    },
  });
  const api = createApi({ host, fetch, pass: session.pass, renew: session.renew });
  const sender = startSender({ queue, post: (body) => api.post("/v1/capture", body), onError });
  const reporter = createReporter(api);
  const outcomes = createOutcomes(api, reporter, tab.id);
  const offers = lazyOffers({
    ...settings,
    api,
    reporter,
    outcomes,
    memory,
    emit,
    guard,
    newId,
    pageMatches: (patterns) => matchAnyPage(patterns, location.href),
    tell: (message) => follower?.tell(message),
  });

  async function onMessage(message: TabMessage): Promise<void> {
    if (message.type === "withdraw") return offers.withdraw(message.offer_id, message.reason);
    if (message.type === "taken" || message.type === "closed") return offers.forget(message.offer_id);
    if (message.type === "tour") {
      if (message.state === "started") return;
      offers.forget(message.run_id);
      return offers.tourEnded(message.run_id);
    }
    if (message.type === "reset") return startOver("restart");
    if (message.type === "hello") return;
    const mine = session.current();
    // Another tab already moved on to the next session of this visitor.
    if (mine !== undefined && mine.sessionId !== message.session_id) await session.renew(mine.token);
    if (message.type === "offer") offers.consider(message.offer);
    else offers.settle(message.offer);
  }

  function follow(): void {
    follower = followNudges({
      name: `usher:${key}`,
      api,
      locks,
      heartbeatMs: () => session.current()?.heartbeatMs ?? DEFAULT_HEARTBEAT_MS,
      onMessage: (message) => void guard(() => onMessage(message)),
      onReceived: ({ id }) => void outcomes.report(id, "delivered"),
    });
  }

  function beacon(path: string, body: object): boolean {
    const pass = session.current();
    if (pass === undefined || Date.now() >= pass.expiresAt) return false;
    // A plain string travels as text/plain, which needs no preflight: there is no time for one.
    return navigator.sendBeacon(host + path, JSON.stringify({ ...body, token: pass.token }));
  }

  function wake(): void {
    sender.wake();
    follower?.wake();
  }

  function handOver(): void {
    sender.leave((body) => beacon("/v1/capture", body));
    saveQueue(tabStorage, queue.all());
  }

  function startOver(how: "reset" | "restart"): void {
    offers.stop(true);
    session[how]();
    follower?.reopen(true);
  }

  const capture = startCapture({
    tabId: tab.id,
    allowQuery: settings.allowQuery,
    maskAllText: settings.maskAllText,
    guard,
    onEvent: sender.add,
  });
  // After capture's own listeners, so that the last events are in the queue when it is handed over.
  const listeners = createListeners(guard);
  listeners.on(document, "visibilitychange", () => {
    if (document.visibilityState === "hidden") handOver();
    else offers.recheck();
  });
  listeners.on(window, "pagehide", () => {
    handOver();
    reporter.leave(beacon);
    tab.markOpen(false);
    // Held locks and open requests would keep the page out of the back/forward cache.
    follower?.stop();
  });
  listeners.on(window, "pageshow", (event: PageTransitionEvent) => {
    if (!event.persisted) return;
    tab.markOpen(true);
    follow();
    offers.recheck();
  });
  listeners.on(window, "online", wake);
  const unwatch = watchRoutes(listeners, () =>
    guard(() => {
      capture.routeChanged();
      offers.recheck();
    }),
  );

  guard(() => session.pass());
  const access: ServerAccess = { host, fetch, pass: session.pass };
  const stopChat = settings.chat?.start(access);
  follow();
  // A copy of a tab shows and plays nothing of the original's.
  if (tab.isNew) offers.stop(true);
  const claimed = memory.claim.read();
  if (claimed !== undefined) offers.consider(claimed);
  offers.resumeTour();

  return {
    identify: session.identify,
    record: capture.record,
    reset() {
      handOver();
      queue.remove(queue.all());
      resetting = true;
      startOver("reset");
    },
    access,
    stop({ discard }) {
      stopChat?.();
      if (discard) {
        queue.remove(queue.all());
        visitors.clear();
      }
      handOver();
      capture.stop();
      listeners.stop();
      unwatch();
      follower?.stop();
      offers.stop(discard);
      sender.stop();
      reporter.stop();
      session.stop();
      tab.markOpen(false);
    },
  };
}
