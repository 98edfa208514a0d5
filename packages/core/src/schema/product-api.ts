import * as z from "zod";
import type {
  ChangeProductRequest,
  CreateKeyRequest,
  CreateProductRequest,
  RegisterProductRequest,
  RotateKeyRequest,
  RotateRequest,
} from "../wire/product-api.ts";

/** Ids of products are part of addresses. */
export const productId: z.ZodType<string> = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, {
  error: "use letters, digits, _ . and - (at most 64), beginning with a letter or digit",
});

/** Scheme, host and port; `https://*.example.com`; or `self`. */
export const origin: z.ZodType<string> = z.string().regex(/^(self|https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?)$/i, {
  error: 'write scheme, host and port without a path (https://app.example.com), https://*.example.com, or "self"',
});

const email = z.email({ error: "write an address such as ada@example.com" }).max(320);
const webhookSecret = z
  .string()
  .min(16, { error: "use at least 16 characters" })
  .max(256)
  .regex(/^[\x21-\x7e]+$/, { error: "use visible ASCII characters: it travels in headers" });
const address = z.url({ error: "write a whole address: https://…" }).max(2_048);
const origins = z.array(origin).max(100);
/** At most 30 days: an old key that works for longer was not rotated. */
const overlapS = z.number().int().min(0).max(2_592_000);

const integrationConfig = z.object({
  mode: z.enum(["sse", "push"]).nullish(),
  url: address.nullish(),
  secret: z.string().min(1).max(256).nullish(),
});

/** Lenient: existing tools send more than is needed here. */
export const registerProductRequest: z.ZodType<RegisterProductRequest> = z
  .object({
    product_id: productId,
    contact_email: email,
    webhook_secret: webhookSecret.nullish(),
    integration_type: z.enum(["event_stream", "webhook"]).optional(),
    integration_config: integrationConfig.nullish(),
    forward_url: address.nullish(),
    forward_secret: z.string().min(1).max(256).nullish(),
    force_reregister: z.boolean().optional(),
    origins: origins.optional(),
  })
  .refine(
    ({ integration_config: config, integration_type: type }) => !isPush(type, config?.mode) || config?.url != null,
    {
      error: "say where to push to",
      path: ["integration_config", "url"],
    },
  ) as z.ZodType<RegisterProductRequest>;

export const createProductRequest: z.ZodType<CreateProductRequest> = z.strictObject({
  product_id: productId,
  contact_email: email.optional(),
  origins: origins.optional(),
  webhook_secret: webhookSecret.optional(),
}) as z.ZodType<CreateProductRequest>;

export const changeProductRequest: z.ZodType<ChangeProductRequest> = z.strictObject({
  contact_email: email.nullable().optional(),
  origins: origins.optional(),
}) as z.ZodType<ChangeProductRequest>;

export const rotateRequest: z.ZodType<RotateRequest> = z.strictObject({
  what: z.enum(["publishable", "secret", "webhook"]),
  overlap_s: overlapS.optional(),
}) as z.ZodType<RotateRequest>;

export const rotateKeyRequest: z.ZodType<RotateKeyRequest> = z.strictObject({
  overlap_s: overlapS.optional(),
}) as z.ZodType<RotateKeyRequest>;

export const createKeyRequest: z.ZodType<CreateKeyRequest> = z
  .strictObject({
    kind: z.enum(["publishable", "secret", "restricted"]),
    scopes: z.array(z.string().min(1).max(64)).max(20).optional(),
    expires_at: z.number().int().positive().nullable().optional(),
  })
  .refine(({ kind, scopes = [] }) => kind !== "restricted" || scopes.length > 0, {
    error: 'say what the key may do, e.g. ["stream:read"]',
    path: ["scopes"],
  })
  .refine(({ kind, scopes }) => kind === "restricted" || scopes === undefined, {
    error: "only restricted keys have scopes of their own",
    path: ["scopes"],
  }) as z.ZodType<CreateKeyRequest>;

/** Whether a registration asks for events to be sent rather than to be read. */
function isPush(type: string | undefined, mode: string | null | undefined): boolean {
  return mode === "push" || (type === "webhook" && mode !== "sse");
}
