/** Values one label may take; every further one is counted together as `other`. */
const MAX_VALUES = 100;

/** Keeps a label's values few, so that a sender cannot fill memory or the metrics database by inventing some. */
export function boundedLabels(limit: number = MAX_VALUES): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= limit) return "other";
    known.add(value);
    return value;
  };
}
