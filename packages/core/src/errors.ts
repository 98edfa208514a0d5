/**
 * The one error class. `code` is stable and is what callers test; the message says what is wrong and what to do,
 * for people. `path` names the offending field, e.g. `triggers[2].cooldownS`.
 */
export class UsherError extends Error {
  override readonly name: string = "UsherError";
  readonly code: string;
  readonly path?: string;

  constructor(code: string, message: string, options: { readonly path?: string; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    if (options.path !== undefined) this.path = options.path;
  }
}
