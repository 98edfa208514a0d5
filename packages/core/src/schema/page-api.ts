import * as z from "zod";
import type {
  AnchorsRequest,
  CaptureRequest,
  ChatRequest,
  OutcomeRequest,
  PreferencesRequest,
  SessionRequest,
  TourEndRequest,
  TourStartRequest,
  TourStepRequest,
} from "../wire/page-api.ts";
import { id } from "./raw-event.ts";

/** A session token in a body, as `sendBeacon` must send it. */
const token = z.string().max(2_048).optional();

const trait = z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]);

export const sessionRequest: z.ZodType<SessionRequest> = z.strictObject({
  visitor: z.strictObject({ id, secret: z.string().max(200) }).optional(),
  identity: z
    .strictObject({
      user_id: z
        .string()
        .min(1)
        .max(200)
        .regex(/^[^\p{Cc}\p{Cs}]+$/u, { error: "leave out control characters and broken surrogates" }),
      traits: z.record(z.string().max(100), trait).optional(),
      token: z.string().max(4_096).optional(),
    })
    .optional(),
  reset: z.boolean().optional(),
  zone: z.string().max(64).optional(),
}) as z.ZodType<SessionRequest>;

/** Largest number of events in one capture request. */
export const MAX_BATCH = 500;

/** The envelope of a capture request. Events are checked one by one, so that a bad one does not cost the others. */
export const captureEnvelope: z.ZodType<Omit<CaptureRequest, "events"> & { readonly events: readonly unknown[] }> =
  z.strictObject({
    events: z.array(z.unknown()).min(1).max(MAX_BATCH),
    sent_at: z.number().optional(),
    token,
    queue: z.strictObject({ dropped: z.number().int().min(0), retries: z.number().int().min(0) }).optional(),
  }) as z.ZodType<Omit<CaptureRequest, "events"> & { readonly events: readonly unknown[] }>;

export const outcomeRequest: z.ZodType<OutcomeRequest> = z
  .strictObject({
    outcome: z.enum(["delivered", "shown", "accepted", "dismissed", "snoozed", "expired"]),
    option: id.optional(),
    snooze: z.enum(["hour", "today", "tip", "everything"]).optional(),
    tab_id: id.optional(),
    token,
  })
  .refine((value) => value.outcome === "snoozed" || value.snooze === undefined, {
    error: "only a snoozed offer says for how long",
    path: ["snooze"],
  })
  .refine((value) => value.outcome !== "accepted" || value.option !== undefined, {
    error: "say which option was accepted",
    path: ["option"],
  }) as z.ZodType<OutcomeRequest>;

const step = z.number().int().min(0).max(1_000);

export const tourStartRequest: z.ZodType<TourStartRequest> = z.strictObject({
  run_id: id,
  offer_id: id.optional(),
  tab_id: id.optional(),
}) as z.ZodType<TourStartRequest>;

export const tourStepRequest: z.ZodType<TourStepRequest> = z.strictObject({ run_id: id, step });

export const tourEndRequest: z.ZodType<TourEndRequest> = z.strictObject({
  run_id: id,
  outcome: z.enum(["completed", "dismissed", "lost"]),
  step,
  token,
}) as z.ZodType<TourEndRequest>;

export const chatRequest: z.ZodType<ChatRequest> = z.strictObject({
  offer_id: id.optional(),
  message: z.string().trim().min(1).max(2_000).optional(),
  message_id: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
  closed: z.boolean().optional(),
}) as z.ZodType<ChatRequest>;

export const preferencesRequest: z.ZodType<PreferencesRequest> = z.strictObject({
  dial: z.enum(["on", "quiet", "off"]).optional(),
  snoozed_until: z.number().int().min(0).nullable().optional(),
  snooze: z.enum(["hour", "today", "everything"]).optional(),
  muted: z.array(id).max(200).optional(),
  zone: z.string().max(64).optional(),
  consent: z.boolean().optional(),
}) as z.ZodType<PreferencesRequest>;

const anchors = z.array(z.string().min(1).max(200)).max(100);

export const anchorsRequest: z.ZodType<AnchorsRequest> = z.strictObject({ present: anchors, missing: anchors });
