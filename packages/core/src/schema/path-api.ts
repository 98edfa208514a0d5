import * as z from "zod";
import type { PublishPathRequest, PutPathRequest } from "../wire/path-api.ts";

export const putPathRequest: z.ZodType<PutPathRequest> = z.strictObject({
  path: z.record(z.string(), z.unknown()),
  source: z.enum(["code", "markdown", "recorder", "yaml", "mined", "api"]).optional(),
  base_version: z.number().int().min(0).optional(),
});

export const publishPathRequest: z.ZodType<PublishPathRequest> = z.strictObject({
  version: z.number().int().min(1).optional(),
  triggers: z
    .array(z.enum(["off_path", "skipped_step", "stuck_step", "first_time_path", "adoption_gap"]))
    .max(5)
    .optional(),
});
