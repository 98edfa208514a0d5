import type { SlimAction, SummaryPayload } from "@usher/node";

type Paint = (text: string) => string;

/** How parts of a line look. */
export interface Palette {
  readonly faint: Paint;
  readonly strong: Paint;
  /** One colour per session, the same one each time. */
  readonly session: (id: string) => Paint;
  readonly type: (type: string) => Paint;
}

const plain: Paint = (text) => text;
const ansi =
  (code: number): Paint =>
  (text) =>
    `\u001b[${code}m${text}\u001b[0m`;

const SESSION_COLOURS = [31, 32, 33, 34, 35, 36].map(ansi);
const TYPE_COLOURS: Readonly<Record<string, Paint>> = {
  pageview: ansi(36),
  click: ansi(32),
  submit: ansi(35),
  type: ansi(33),
  summary: ansi(34),
};

/** Ten escape codes are all that is needed of a terminal library. */
export function palette(isColoured: boolean): Palette {
  if (!isColoured) return { faint: plain, strong: plain, session: () => plain, type: () => plain };
  return {
    faint: ansi(2),
    strong: ansi(1),
    session: (id) => SESSION_COLOURS[hash(id) % SESSION_COLOURS.length] ?? plain,
    type: (type) => TYPE_COLOURS[type] ?? plain,
  };
}

/** `11:07:19 s_3xKq… ada  click     Clicked "Export"  /reports` */
export function actionLine(action: SlimAction, colours: Palette): string {
  const session = action.sessionId ?? "-";
  const parts = [
    colours.faint(timeOf(action.timestampStartS)),
    colours.session(session)(short(session)),
    ...(action.userId === null ? [] : [colours.faint(oneLine(action.userId))]),
    colours.type(action.type)(oneLine(action.type).padEnd(9)),
    colours.strong(oneLine(action.description === "" ? action.title : action.description)),
    colours.faint(oneLine(action.canonicalUrl)),
  ];
  return parts.join("  ").trimEnd();
}

export function summaryLine(payload: SummaryPayload, colours: Palette): string {
  const session = payload.sessionId ?? "-";
  return [
    colours.faint(timeOf(payload.forwardedAtS)),
    colours.session(session)(short(session)),
    colours.type("summary")("summary".padEnd(9)),
    oneLine(payload.summary),
    colours.faint(`(for ${payload.replaces} actions)`),
  ].join("  ");
}

function timeOf(seconds: number): string {
  return seconds === 0 ? "--:--:--" : new Date(seconds * 1_000).toISOString().slice(11, 19);
}

function short(id: string): string {
  return oneLine(id.length > 12 ? `${id.slice(0, 11)}…` : id).padEnd(12);
}

/** What pages sent must not move the cursor or write lines of its own. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").slice(0, 300);
}

function hash(text: string): number {
  let value = 0;
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return value;
}
