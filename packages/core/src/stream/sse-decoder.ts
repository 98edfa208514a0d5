export interface DecodedEvent {
  /** `message` when the stream names none. */
  readonly event: string;
  readonly id: string | undefined;
  readonly data: string;
}

/**
 * The reading half of the codec, as the HTML standard writes it. Returns what takes a stream's text, in pieces of any
 * size; it throws when an event grows beyond `maxLength` characters. Comments, `retry` and unknown fields are passed over.
 */
export function createEventDecoder(maxLength: number, onEvent: (event: DecodedEvent) => void): (text: string) => void {
  let rest = "";
  let event = "";
  let id: string | undefined;
  let data: string[] = [];

  function endEvent(): void {
    if (data.length > 0) onEvent({ event: event || "message", id, data: data.join("\n") });
    event = "";
    id = undefined;
    data = [];
  }

  function takeLine(line: string): void {
    if (line === "") return endEvent();
    const [, field, value = ""] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (field === "data") data.push(value);
    if (field === "event") event = value;
    if (field === "id" && !value.includes("\0")) id = value;
  }

  return (text) => {
    // A carriage return at the very end may be the first half of a line break.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    lines.forEach(takeLine);
    if (rest.length + data.join("").length > maxLength) throw new Error("An event of the stream is too large.");
  };
}
