import type { GoldenPath, PathListing, Problem, PutPathReply } from "@usher/core";

/** A server the recorder may write to. Lives in the browser's session memory only, and ends with the token. */
export interface Connection {
  readonly host: string;
  readonly productId: string;
  readonly token: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

export interface Pairing {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly verification: string;
  readonly intervalS: number;
  readonly expiresInS: number;
}

/** What a person should read when the server did not do it. */
export class ServerRefusal extends Error {
  override readonly name: string = "ServerRefusal";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The address of a server as it is kept: its origin. Undefined unless it is encrypted or this machine itself. */
export function readHost(text: string): string | undefined {
  const given = text.trim();
  const address = given.includes("://") ? given : `https://${given}`;
  if (given === "" || !URL.canParse(address)) return undefined;
  const { protocol, hostname, origin } = new URL(address);
  // Browsers make "my server" into a name with %20 in it, which no server has.
  if (!/^[\w.-]+$|^\[[\da-f:.]+\]$/i.test(hostname)) return undefined;
  const isLocal = hostname === "localhost" || hostname === "127.0.0.1";
  return protocol === "https:" || (protocol === "http:" && isLocal) ? origin : undefined;
}

export async function startPairing(host: string): Promise<Pairing> {
  const reply = await ask<{
    device_code: string;
    user_code: string;
    verification: string;
    interval_s: number;
    expires_in_s: number;
  }>(host, "POST", "/v1/device/start", undefined, {});
  return {
    deviceCode: reply.device_code,
    userCode: reply.user_code,
    verification: reply.verification,
    intervalS: reply.interval_s,
    expiresInS: reply.expires_in_s,
  };
}

/** Undefined while nobody has approved. Rejects with `device_code_unknown` when it is too late. */
export async function askForToken(host: string, deviceCode: string): Promise<Connection | undefined> {
  const reply = await ask<
    { status: "pending" } | { status: "approved"; token: string; product_id: string; expires_in_s: number }
  >(host, "POST", "/v1/device/token", undefined, { device_code: deviceCode });
  if (reply.status === "pending") return undefined;
  return { host, productId: reply.product_id, token: reply.token, until: Date.now() + reply.expires_in_s * 1_000 };
}

/** What the server has under the id of a path; undefined for nothing. */
export async function findPath(connection: Connection, pathId: string): Promise<PathListing | undefined> {
  const { paths } = await ask<{ paths: readonly PathListing[] }>(
    connection.host,
    "GET",
    pathsOf(connection),
    connection.token,
  );
  return paths.find(({ path_id }) => path_id === pathId);
}

/** Rejects with `path_conflict` when somebody wrote a version after `baseVersion`. */
export function putPath(connection: Connection, path: GoldenPath, baseVersion: number): Promise<PutPathReply> {
  const body = { path, source: "recorder", base_version: baseVersion };
  return ask(connection.host, "PUT", onePath(connection, path.id), connection.token, body);
}

export function publishPath(connection: Connection, pathId: string, version: number): Promise<unknown> {
  return ask(connection.host, "POST", `${onePath(connection, pathId)}/publish`, connection.token, { version });
}

function pathsOf({ productId }: Connection): string {
  return `/v1/admin/products/${encodeURIComponent(productId)}/paths`;
}

function onePath(connection: Connection, pathId: string): string {
  return `${pathsOf(connection)}/${encodeURIComponent(pathId)}`;
}

async function ask<Reply>(host: string, method: string, path: string, token?: string, body?: unknown): Promise<Reply> {
  const response = await fetch(host + path, {
    method,
    credentials: "omit",
    redirect: "error",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ServerRefusal("server_unreachable", `No Usher answers at ${host}. Is it running?`);
  });
  const reply: unknown = await response.json().catch(() => undefined);
  if (response.ok) return reply as Reply;
  const { code = "request_refused", detail = `The server answered ${response.status}.` } = (reply ??
    {}) as Partial<Problem>;
  throw new ServerRefusal(code, detail);
}
