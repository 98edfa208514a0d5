import * as z from "zod";
import type { RawElement, RawEvent } from "../wire/raw-event.ts";

/** Ids made by pages: long enough for anything, harmless in logs, URLs and headers. */
export const id: z.ZodType<string> = z.string().regex(/^[A-Za-z0-9_.:-]{1,128}$/, {
  error: "use 1–128 of the characters A–Z a–z 0–9 _ . : -",
});

const text = (max: number): z.ZodType<string> => z.string().max(max);

const rawElement: z.ZodType<RawElement> = z.strictObject({
  tag: text(40).optional(),
  role: text(40).optional(),
  label: text(255).optional(),
  id: text(200).optional(),
  name: text(200).optional(),
  test_id: text(200).optional(),
  anchor: text(200).optional(),
  entity: text(200).optional(),
  within: text(40).optional(),
}) as z.ZodType<RawElement>;

const properties = z
  .record(z.string().max(100), z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]))
  .refine((value) => Object.keys(value).length <= 50, { error: "at most 50 properties" });

/** One raw event. Unknown fields are refused, so that a misspelt one is noticed instead of lost. */
export const rawEvent: z.ZodType<RawEvent> = z.strictObject({
  id,
  type: z.enum([
    "page_view",
    "page_leave",
    "click",
    "submit",
    "change",
    "visibility",
    "error",
    "custom",
    "dead_click",
    "form_close",
    "input_activity",
  ]),
  at: z.union([z.number(), text(40), z.null()]).optional(),
  url: text(2_048).optional(),
  title: text(300).optional(),
  tab_id: id.optional(),
  name: text(200).optional(),
  properties: properties.optional(),
  element: rawElement.optional(),
}) as z.ZodType<RawEvent>;
