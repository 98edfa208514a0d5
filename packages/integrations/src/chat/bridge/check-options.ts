import type { BridgeManifest, BridgeOptionSpec, BridgeOptions } from "./manifest.ts";

export interface OptionProblem {
  readonly path: string;
  readonly detail: string;
}

const HTTPS = /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:\/[\w.~%/+-]*)?$/i;
/** Names that stay on this machine or in this cluster: Rasa in a container next door has no certificate. */
const LOCAL = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|[a-z0-9-]+)(?::\d{1,5})?(?:\/[\w.~%/+-]*)?$/i;
const MAX_TEXT = 2_000;
const MIN_SECRET = 8;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what could split a header is what this looks for
const CONTROLS = /[\u0000-\u001f\u007f]/;

/** Everything wrong with a bridge's options; empty when they are fine. */
export function checkBridgeOptions(
  { id, options: specs }: Pick<BridgeManifest, "id" | "options">,
  options: BridgeOptions,
): readonly OptionProblem[] {
  const problems: OptionProblem[] = [];
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(specs, name)) {
      const names = Object.keys(specs).join(", ") || "none";
      problems.push({ path: name, detail: `${id} has no such option; it has ${names}` });
    }
  }
  for (const [name, spec] of Object.entries(specs)) {
    const value = options[name];
    const detail = value === undefined ? missing(spec) : wrong(spec, value);
    if (detail !== undefined) problems.push({ path: name, detail });
  }
  return problems;
}

function missing({ required, description }: BridgeOptionSpec): string | undefined {
  return required === true ? `${description}: this option is needed` : undefined;
}

function wrong(spec: BridgeOptionSpec, value: unknown): string | undefined {
  if (spec.type === "boolean") return typeof value === "boolean" ? undefined : "write true or false";
  if (typeof value !== "string" || value.trim() === "" || value.length > MAX_TEXT) return "write a text";
  if (CONTROLS.test(value)) return "write it on one line, without control characters";
  switch (spec.type) {
    case "secret":
      // An empty secret would be one that anybody knows.
      return value.length < MIN_SECRET ? `write a secret of at least ${MIN_SECRET} characters` : undefined;
    case "url":
      return HTTPS.test(value) || LOCAL.test(value)
        ? undefined
        : "write an address that begins with https://, without query or credentials";
    case "choice":
      return spec.choices.includes(value) ? undefined : `write one of ${spec.choices.join(", ")}`;
    case "text":
      return undefined;
  }
}
