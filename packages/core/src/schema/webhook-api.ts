import * as z from "zod";
import type { ChangeWebhookRequest, CreateWebhookRequest } from "../wire/webhook-api.ts";

const MIN_SECRET_LENGTH = 24;

/** `whsec_` and base64 as Standard Webhooks writes it, or any other text. */
const secret = z
  .string()
  .min(MIN_SECRET_LENGTH, { error: `use at least ${MIN_SECRET_LENGTH} characters, or leave it out` })
  .max(200)
  .regex(/^(?!whsec_)[\x21-\x7e]+$|^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, {
    error: "write whsec_ and base64 of at least 24 bytes, or printable characters without spaces",
  });

export const createWebhookRequest: z.ZodType<CreateWebhookRequest> = z.strictObject({
  url: z.string().min(1).max(2_000),
  secret: secret.optional(),
});

export const changeWebhookRequest: z.ZodType<ChangeWebhookRequest> = z.strictObject({
  enabled: z.boolean(),
  skip_missed: z.boolean().optional(),
});

/** The same rule for secrets in the configuration. */
export const webhookSecret: z.ZodType<string> = secret;
