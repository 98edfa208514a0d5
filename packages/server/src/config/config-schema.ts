import { origin, productId, webhookSecret } from "@usher/core/schema";
import * as z from "zod";
import { parseRange } from "../limits/client-address.ts";
import { DEFAULT_LIMITS } from "../limits/limit-settings.ts";
import { isMadeInCode } from "./compile-triggers.ts";
import type { UsherConfig } from "./config.ts";

const positive = z.number().positive();
const seconds = z.number().min(0);

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'write a time of day as "HH:MM", e.g. "22:00"' });

const policy = z
  .strictObject({
    paused: z.boolean(),
    requireConsent: z.boolean(),
    quietHours: z
      .strictObject({ from: timeOfDay, to: timeOfDay })
      .refine(({ from, to }) => from !== to, { error: "from and to are the same moment; use null for no quiet hours" })
      .nullable(),
    minGapS: seconds,
    perSession: positive.int(),
    perDay: positive.int(),
    perWeek: positive.int(),
    minPageAgeS: seconds,
    typingLullS: positive,
    deferS: seconds,
    offerTtlS: positive,
    unseenRearmS: seconds,
    ignoredQuietS: seconds,
    dismissedQuietS: z.tuple([seconds, seconds]),
    acceptedQuietS: seconds,
    completedQuietS: seconds,
    dismissalsInARow: positive.int(),
    quietAfterDismissalsS: seconds,
    snoozeS: positive,
    holdoutShare: z.number().min(0).max(1),
    holdoutSalt: z.string().min(1).max(100),
    aloneWithinS: positive.max(1_800, { error: "at most 1,800: a session that is silent for longer is over" }),
    interactionTimeoutS: seconds,
    cooldownPeriodS: seconds,
  })
  .partial();

/** Triggers are checked where they are defined (`defineTrigger`); here only that they came from there. */
const codeTrigger = z.looseObject({
  id: z.string(),
  page: z.array(z.string(), { error: "make it with defineTrigger({ … })" }).min(1),
  when: z.custom((value) => typeof value === "function", { error: "make it with defineTrigger({ … })" }),
  until: z.custom((value) => typeof value === "function", { error: "a trigger needs the goal that makes it moot" }),
  howTo: z.looseObject({ id: z.string(), steps: z.array(z.unknown()).min(1) }),
  offer: z.looseObject({ body: z.string().min(1) }),
  cooldownS: positive,
  shadow: z.boolean().optional(),
  workflow: z.string().min(1).optional(),
  anchor: z.string().min(1).optional(),
  minPageAgeS: seconds.optional(),
  deferS: seconds.optional(),
});

/** Triggers written as JSON are checked where they are compiled. */
const trigger = z.unknown().superRefine((value, context) => {
  if (!isMadeInCode(value)) return;
  for (const { path, message } of codeTrigger.safeParse(value).error?.issues ?? []) {
    context.addIssue({ code: "custom", path: [...path], message });
  }
});

const NO_KEYS = { error: 'list the keys that pages use, e.g. ["pk_live_acme"]' };
const NO_ORIGINS = { error: 'list the origins whose pages may use the key, e.g. ["https://app.example.com"]' };

const product = z.strictObject({
  id: productId,
  publishableKeys: z
    .array(
      z.string().regex(/^pk_[A-Za-z0-9_]{6,80}$/, {
        error: "write pk_ and 6 to 80 letters, digits or _ (a secret key, sk_…, never belongs in a page)",
      }),
      NO_KEYS,
    )
    .min(1, NO_KEYS),
  origins: z.array(origin, NO_ORIGINS).min(1, NO_ORIGINS),
  identitySecrets: z
    .array(z.string().min(32, { error: "use at least 32 characters" }))
    .max(2)
    .optional(),
  secretKeys: z
    .array(z.string().min(32, { error: "use at least 32 characters, e.g. those of usher product create" }))
    .max(10)
    .optional(),
  webhookSecrets: z
    .array(z.string().min(16, { error: "use at least 16 characters" }))
    .max(10)
    .optional(),
  webhooks: z
    .array(z.strictObject({ url: z.url({ protocol: /^https?$/ }), secret: webhookSecret.optional() }))
    .max(20)
    .optional(),
  sources: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  bridges: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  triggers: z.array(trigger, { error: "list the triggers, in order of preference; [] for none" }),
  paths: z.record(z.string(), z.unknown()).optional(),
  triggerFiles: z.array(z.string().min(1)).max(100).optional(),
  policy: policy.optional(),
  chat: z
    .strictObject({
      allowLinks: z.array(z.url({ protocol: /^https$/, error: "write whole https addresses" })).max(100),
      repliesPerMinute: positive,
      repliesPerDay: positive.int(),
      tokensPerDay: positive.int(),
    })
    .partial()
    .optional(),
  summaries: z
    .union([
      z.literal(false),
      z.strictObject({
        threshold: positive.int().max(500).optional(),
        idleS: z.number().min(1).max(86_400).optional(),
      }),
    ])
    .optional(),
  prose: z.enum(["model", "extractive"]).optional(),
  detectors: z.boolean().optional(),
});

const rate = z.union([z.literal(false), z.strictObject({ perMinute: positive, burst: z.number().min(1) })]);

const limits = z
  .strictObject({
    rates: z.strictObject(Object.fromEntries(Object.keys(DEFAULT_LIMITS.rates).map((name) => [name, rate]))).partial(),
    openStreamsPerAddress: positive.int(),
    badSignatureBlockS: positive,
    loopback: z.boolean(),
  })
  .partial();

const proxyRange = z
  .string()
  .refine((text) => parseRange(text) !== undefined, { error: "write an address or a range: 10.0.0.0/8, 127.0.0.1" });

const actionsDays = positive.min(7, { error: "at least 7: so long a repeated event has to be recognised" });

const retention = z
  .strictObject({
    actionsDays,
    chatDays: positive,
    offersDays: positive,
    visitorsDays: positive,
    quarantineDays: positive,
    recordingsDays: positive,
    framesHours: positive,
    streamHours: positive,
    deliveriesDays: positive,
    deadDeliveriesDays: positive,
  })
  .partial();

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;

export const usherConfig: z.ZodType<UsherConfig> = z.strictObject({
  products: z.array(product).optional(),
  server: z
    .strictObject({
      port: z.number().int().min(0).max(65_535).optional(),
      host: z.string().min(1).optional(),
      publicUrl: z.url().optional(),
      trustProxy: z.array(proxyRange).max(100).optional(),
    })
    .optional(),
  dataDir: z.string().min(1).optional(),
  llm: z
    .strictObject({
      baseUrl: z.url(),
      model: z.string().min(1),
      apiKey: z.string().optional(),
      firstTokenTimeoutMs: positive.optional(),
      totalTimeoutMs: positive.optional(),
    })
    .optional(),
  embeddings: z.strictObject({ baseUrl: z.url(), model: z.string().min(1), apiKey: z.string().optional() }).optional(),
  logLevel: z.enum(logLevels).optional(),
  adminKey: z.string().min(32, { error: "use at least 32 characters" }).optional(),
  metricsToken: z.string().min(16, { error: "use at least 16 characters" }).optional(),
  limits: z.union([z.literal(false), limits]).optional(),
  shedLoad: z.boolean().optional(),
  streams: z.strictObject({ maxAgeS: positive, maxPerKey: positive.int() }).partial().optional(),
  webhooks: z
    .strictObject({
      allow: z
        .array(
          z.string().regex(/^https?:\/\/[^/?#@]+$/, {
            error: "write scheme, host and port without a path, e.g. http://127.0.0.1:9000",
          }),
        )
        .max(100)
        .optional(),
    })
    .optional(),
  retention: retention.optional(),
  debug: z.boolean().optional(),
  staticFiles: z
    .array(
      z.strictObject({
        path: z.string().startsWith("/"),
        dir: z.string().min(1),
        spa: z.boolean().optional(),
        anyOrigin: z.boolean().optional(),
      }),
    )
    .optional(),
}) as unknown as z.ZodType<UsherConfig>;
