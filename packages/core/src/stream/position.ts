/** Where a client is in a stream: which history (`epoch`), and how far in it (`offset`). On the wire `epoch:offset`. */
export interface StreamPosition {
  readonly epoch: string;
  readonly offset: number;
}

const FORM = /^([A-Za-z0-9]{1,32}):(\d{1,15})$/;

export function formatPosition({ epoch, offset }: StreamPosition): string {
  return `${epoch}:${offset}`;
}

/** Undefined for anything that is not a position: clients may send whatever they like. */
export function parsePosition(text: string | null | undefined): StreamPosition | undefined {
  const match = FORM.exec(text ?? "");
  return match === null ? undefined : { epoch: match[1] as string, offset: Number(match[2]) };
}
