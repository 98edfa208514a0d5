import { type Preferences, type PreferencesRequest, type Problem, UsherError } from "@usher/core";
import type { ServerAccess } from "./server-access.ts";

/**
 * Reads what the person wants, or changes it first when `change` is given. A chunk of its own that shares no code with
 * the first one: few pages ask. Rejects with an UsherError: `not_running`, `unreachable`, or the code of the refusal.
 */
export async function askPreferences(
  access: ServerAccess | undefined,
  change: PreferencesRequest | undefined,
): Promise<Preferences> {
  if (access === undefined) throw new UsherError("not_running", "Usher is not running: call init, or optIn, first.");
  const response = await ask(access, change);
  const body: unknown = await response.json().catch(() => ({}));
  if (response.ok) return body as Preferences;
  const { code = `http_${response.status}`, detail = "The preferences were refused." } = body as Partial<Problem>;
  throw new UsherError(code, detail);
}

async function ask({ host, fetch, pass }: ServerAccess, change: PreferencesRequest | undefined): Promise<Response> {
  const held = await pass();
  if (held === undefined) throw new UsherError("not_running", "There is no session.");
  try {
    return await fetch(`${host}/v1/preferences`, {
      headers: { authorization: `Bearer ${held.token}`, "content-type": "application/json" },
      ...(change === undefined ? {} : { method: "PUT", body: JSON.stringify(change) }),
      credentials: "omit",
      signal: AbortSignal.timeout(15_000),
    });
  } catch (cause) {
    throw new UsherError("unreachable", "The Usher server could not be reached.", { cause });
  }
}
