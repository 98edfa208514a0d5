import { createHash, timingSafeEqual } from "node:crypto";
import { UsherError } from "@usher/core";

/**
 * Checks `Authorization: Bearer …` against one of the keys, in a time that does not depend on them. Throws UsherError
 * `option_invalid` for a blank key: it would let everybody in.
 */
export function bearerCheck(keys: readonly string[]): (request: Request) => boolean {
  if (keys.length === 0 || keys.some((key) => key.trim() === ""))
    throw new UsherError("option_invalid", "apiKey must not be empty", { path: "apiKey" });
  const expected = keys.map(digest);
  return (request) => {
    const match = /^Bearer (.+)$/i.exec(request.headers.get("authorization") ?? "");
    const given = digest(match?.[1] ?? "");
    return expected.map((key) => timingSafeEqual(key, given)).includes(true);
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
