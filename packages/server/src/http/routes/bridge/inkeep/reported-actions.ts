import { type Action, type EpochMs, normaliseEvent, parseTimestamp, type RawPropertyValue } from "@usher/core";
import * as z from "zod";

/** `POST /bridge/inkeep/demo/actions`: events that only the app can name. */
export interface DemoActions {
  readonly session_id: string;
  /** Who the user is was said to `POST /v1/session`; what is said here proves nothing and is not kept. */
  readonly user_id?: string | null | undefined;
  readonly email?: string | null | undefined;
  /** Address of the page; each action may have its own. */
  readonly url?: string | null | undefined;
  /** The sender's clock. Default: the latest of the actions happened now. */
  readonly sent_at?: number | string | null | undefined;
  readonly actions: readonly ReportedAction[];
}

/** Further fields are kept as properties when they are plain values. */
export interface ReportedAction {
  /** The event's name, e.g. `data_source_open`. */
  readonly type: string;
  /** Makes a repeated report recognisable. */
  readonly id?: string | undefined;
  readonly title?: string | null | undefined;
  /** Epoch seconds or milliseconds, number or text, or ISO-8601. */
  readonly timestamp_start?: number | string | null | undefined;
  readonly url?: string | null | undefined;
  readonly [property: string]: unknown;
}

const moment = z.union([z.number(), z.string().max(40)]).nullish();
const url = z.string().max(2_048).nullish();
const id = z.string().regex(/^[A-Za-z0-9_.:-]{1,128}$/);

export const demoActions: z.ZodType<DemoActions> = z.object({
  session_id: z.string().min(1).max(256),
  user_id: z.string().max(256).nullish(),
  email: z.string().max(320).nullish(),
  url,
  sent_at: moment,
  actions: z
    .array(
      z.looseObject({
        type: z.string().trim().min(1).max(120),
        id: id.optional(),
        title: z.string().max(300).nullish(),
        timestamp_start: moment,
        url,
      }),
    )
    .min(1)
    .max(100),
});

interface Report {
  readonly receivedAt: EpochMs;
  /** Where it happened, of actions that do not say so themselves. */
  readonly page: string | undefined;
  readonly newId: () => string;
}

const MAX_PROPERTIES = 20;

/** As `Usher.track` would have sent them. */
export function toActions(body: DemoActions, { receivedAt, page, newId }: Report): readonly Action[] {
  const sentAt = parseTimestamp(body.sent_at) ?? latestOf(body.actions);
  return body.actions.map((reported) => {
    const { type, id: given, title, timestamp_start: at, url: own, ...rest } = reported;
    const address = own ?? page;
    const properties = propertiesOf(title, rest);
    return normaliseEvent({
      event: {
        id: given ?? newId(),
        type: "custom",
        name: type,
        ...(at === undefined ? {} : { at }),
        ...(address === undefined ? {} : { url: address }),
        ...(properties === undefined ? {} : { properties }),
      },
      receivedAt,
      ...(sentAt === undefined ? {} : { sentAt }),
    });
  });
}

/** They are reported as they happen: the latest is of now, whatever the sender's clock says. */
function latestOf(actions: readonly ReportedAction[]): EpochMs | undefined {
  const moments = actions.flatMap(({ timestamp_start: at }) => parseTimestamp(at) ?? []);
  return moments.length === 0 ? undefined : Math.max(...moments);
}

function propertiesOf(
  title: string | null | undefined,
  rest: Readonly<Record<string, unknown>>,
): Readonly<Record<string, RawPropertyValue>> | undefined {
  const plain = Object.entries(rest).filter((entry): entry is [string, RawPropertyValue] => isPlain(entry[1]));
  const titled = title == null || title === "" ? [] : [["title", title] as const];
  const all = [...titled, ...plain.slice(0, MAX_PROPERTIES)];
  return all.length === 0 ? undefined : Object.fromEntries(all);
}

function isPlain(value: unknown): value is RawPropertyValue {
  if (typeof value === "string") return value.length <= 1_000;
  return value === null || typeof value === "boolean" || Number.isFinite(value);
}
