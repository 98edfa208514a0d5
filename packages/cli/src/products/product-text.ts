import type { KeyWire, ProductWire, RegisterProductReply, RotateReply } from "@usher/core";

/** A new product for people: what is to be copied, and what to do next. */
export function createdText(reply: RegisterProductReply, origins: readonly string[]): string {
  const next =
    origins.length === 0
      ? `Only pages on this machine (localhost, any port) may use the publishable key. Before others shall, say which:
  usher product change ${reply.product_id} --origin https://app.example.com`
      : `Pages of ${origins.join(", ")} may use the publishable key.`;
  return `product ${reply.product_id} is there

  publishable key   ${reply.publishable_key}
                    for pages
  secret key        ${reply.secret_key}
                    for your servers
  webhook secret    ${reply.webhook_secret}
                    for event sources
  webhook address   ${reply.webhook_url}
  stream address    ${reply.stream_url}

The secret key and the webhook secret are shown this once: keep them where secrets are kept.
${next}`;
}

/** All products for people. */
export function listText(products: readonly ProductWire[]): string {
  if (products.length === 0) return "There is no product yet. Make one: usher product create <id>";
  return products.map(productText).join("\n\n");
}

function productText({ product_id, contact_email, origins, configured, stream_url, keys }: ProductWire): string {
  const notes = [...(configured ? ["in the configuration"] : []), ...(contact_email === null ? [] : [contact_email])];
  const live = keys.filter(({ in_force }) => in_force);
  return [
    `${product_id}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`,
    `  stream   ${stream_url}`,
    `  origins  ${origins.join(", ") || "none: pages on localhost only"}`,
    ...live.map(keyLine),
  ].join("\n");
}

function keyLine({ key_id, kind, key, last_four, scopes, expires_at }: KeyWire): string {
  const what = kind === "restricted" ? `${kind} (${scopes.join(", ")})` : kind;
  const end = expires_at === null ? "" : `, until ${new Date(expires_at).toISOString()}`;
  return `  key      ${key ?? `…${last_four}`}  ${what}, ${key_id}${end}`;
}

/** What a rotation made, for people. */
export function rotatedText({ product_id, what, value, old_works_until }: RotateReply, now: number): string {
  const name = what === "webhook" ? "webhook secret" : `${what} key`;
  const old =
    old_works_until <= now
      ? "The old one no longer works."
      : `The old one works until ${new Date(old_works_until).toISOString()}.`;
  const once = what === "publishable" ? "" : "\nThe new one is shown this once: keep it where secrets are kept.";
  return `new ${name} of ${product_id}\n\n  ${value}\n\n${old}${once}`;
}
