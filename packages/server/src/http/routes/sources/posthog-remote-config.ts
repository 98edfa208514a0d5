/**
 * What posthog-js is told about itself. Recent versions capture no clicks until a server says they may; the keys that
 * are not here (surveys, recordings, web vitals, dead clicks) would each make it load a script.
 */
const REMOTE_CONFIG = {
  supportedCompression: ["gzip", "gzip-js"],
  autocapture_opt_out: false,
  hasFeatureFlags: false,
  elementsChainAsString: true,
  siteApps: [],
};

/** The same as JSON. */
export const remoteConfigJson: string = JSON.stringify(REMOTE_CONFIG);

/** What `/flags/` and `/decide/` answer: the configuration, and that there are no flags. */
export const flagsJson: string = JSON.stringify({
  ...REMOTE_CONFIG,
  config: { enable_collect_everything: true },
  flags: {},
  featureFlags: {},
  featureFlagPayloads: {},
  errorsWhileComputingFlags: false,
});

/** `/array/<key>/config.js`. */
export function remoteConfigScript(key: string): string {
  // As a script the key must not be able to end a string or a tag.
  const name = JSON.stringify(key)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
  return `(function(){var c=window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{};c[${name}]={config:${remoteConfigJson},siteApps:[]};})();\n`;
}

const SCRIPTS =
  /^\/static\/(?:[\w.-]{1,40}\/)?(?:array(?:\.full)?|surveys(?:-preview)?|dead-clicks-autocapture|exception-autocapture|(?:lazy-|posthog-)?recorder(?:-v2)?|toolbar|tracing-headers|web-vitals(?:-with-attribution)?|external-scripts-loader|product-tours|conversations|logs|crisp-chat-integration|intercom-integration)\.js$/;

/** Scripts of features that are off here. Served empty, so that no page logs a failed request. */
export function isFeatureScript(path: string): boolean {
  return SCRIPTS.test(path);
}
