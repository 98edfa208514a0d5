export interface NetworkWatcher {
  /** A request of the page begins. */
  onStart(): void;
  /** It ended: HTTP status, or 0 when no answer came. Not called for requests that were called off. */
  onEnd(status: number, startedAt: number): void;
}

/** Tells when the page asks its servers something and what comes of it. Nothing about a request is read but its status. */
export function watchNetwork(watcher: NetworkWatcher): () => void {
  const undo = [wrapFetch(watcher), wrapXhr(watcher)];
  return () => {
    for (const each of undo) each();
  };
}

function wrapFetch({ onStart, onEnd }: NetworkWatcher): () => void {
  const original = window.fetch;
  let active = true;
  const wrapper: typeof fetch = function (this: unknown, ...args) {
    const answer = original.apply(this, args);
    // Kept-alive requests are reports to somebody, not answers to the user.
    if (!active || args[1]?.keepalive === true) return answer;
    const startedAt = performance.now();
    onStart();
    answer.then(
      ({ status, type }) => type !== "opaque" && active && onEnd(status, startedAt),
      (error: Error | undefined) => error?.name !== "AbortError" && active && onEnd(0, startedAt),
    );
    return answer;
  };
  window.fetch = wrapper;
  return () => {
    active = false;
    // Somebody may have wrapped the wrapper: it then stays, and only passes calls on.
    if (window.fetch === wrapper) window.fetch = original;
  };
}

function wrapXhr({ onStart, onEnd }: NetworkWatcher): () => void {
  const prototype = XMLHttpRequest.prototype;
  const original = prototype.send;
  let active = true;
  const wrapper: XMLHttpRequest["send"] = function (this: XMLHttpRequest, ...args): void {
    if (active) {
      const startedAt = performance.now();
      onStart();
      for (const type of ["load", "error", "timeout"]) {
        this.addEventListener(type, () => active && onEnd(this.status, startedAt), { once: true });
      }
    }
    original.apply(this, args);
  };
  prototype.send = wrapper;
  return () => {
    active = false;
    if (prototype.send === wrapper) prototype.send = original;
  };
}
