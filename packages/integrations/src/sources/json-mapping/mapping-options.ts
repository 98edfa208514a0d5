import type { RawEventType } from "@usher/core";
import type { SourceOptions } from "../source/source.ts";

/** What a mapping can fill. */
export type MappedField =
  | "id"
  | "type"
  | "name"
  | "at"
  | "sent_at"
  | "url"
  | "title"
  | "tab_id"
  | "session_id"
  | "user_id"
  | "anonymous_id"
  | "email"
  | "label"
  | "element_tag"
  | "element_role"
  | "element_id"
  | "element_name"
  | "element_test_id"
  | "element_anchor";

/** What each field accepts. */
export const MAPPED_FIELDS: Readonly<Record<MappedField, "text" | "time">> = {
  id: "text",
  type: "text",
  name: "text",
  at: "time",
  sent_at: "time",
  url: "text",
  title: "text",
  tab_id: "text",
  session_id: "text",
  user_id: "text",
  anonymous_id: "text",
  email: "text",
  label: "text",
  element_tag: "text",
  element_role: "text",
  element_id: "text",
  element_name: "text",
  element_test_id: "text",
  element_anchor: "text",
};

/** What an event of the sender is here: an event, a statement of identity, or nothing. */
export type MappedType = Exclude<RawEventType, "form_close" | "input_activity"> | "identify" | "ignore";

const TYPES: Readonly<Record<MappedType, true>> = {
  page_view: true,
  page_leave: true,
  click: true,
  submit: true,
  change: true,
  visibility: true,
  error: true,
  custom: true,
  dead_click: true,
  identify: true,
  ignore: true,
};

export const MAPPED_TYPES: readonly string[] = Object.keys(TYPES);

/** The options after `checkOptions`. */
export interface MappingOptions {
  readonly events: string;
  readonly fields: { readonly [Field in MappedField]?: string };
  readonly types: Readonly<Record<string, MappedType>>;
  readonly properties?: string;
  readonly secret?: string;
  readonly signatureHeader?: string;
}

export function mappingOptions(options: SourceOptions): MappingOptions {
  return { events: "", fields: {}, types: {}, ...(options as Partial<MappingOptions>) };
}
