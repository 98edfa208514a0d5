/** What modal libraries put on everything beside their dialog. */
const HIDING_ATTRIBUTES = ["aria-hidden", "data-aria-hidden", "inert", "hidden"];

/**
 * Keeps `host` perceivable and in the page while others change the page around it: attributes that a modal dialog or
 * menu sets on its siblings are taken off again, and a body that was emptied or replaced gets the host back. `signal` ends it.
 */
export function stayReachable(host: HTMLElement, signal: AbortSignal): void {
  let repair: ReturnType<typeof setTimeout> | undefined;
  const observer = new MutationObserver(() => {
    const hidden = HIDING_ATTRIBUTES.some((name) => host.hasAttribute(name));
    if ((hidden || !host.isConnected) && repair === undefined) repair = setTimeout(restore, 0);
  });

  // In a task of its own: if another script insists on the opposite, the page stays alive.
  function restore(): void {
    repair = undefined;
    for (const name of HIDING_ATTRIBUTES) host.removeAttribute(name);
    if (!host.isConnected) document.body.append(host);
    watch();
  }

  function watch(): void {
    observer.disconnect();
    observer.observe(host, { attributeFilter: HIDING_ATTRIBUTES });
    observer.observe(document.documentElement, { childList: true });
    observer.observe(document.body, { childList: true });
  }

  watch();
  signal.addEventListener("abort", () => {
    observer.disconnect();
    clearTimeout(repair);
  });
}
