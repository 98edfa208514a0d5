/** A JSON answer that no cache keeps. */
export function jsonReply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
  });
}

/** An RFC 9457 problem document with a stable code. */
export function problemReply(
  status: number,
  code: string,
  title: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return jsonReply(status, { status, code, title }, { "content-type": "application/problem+json", ...headers });
}
