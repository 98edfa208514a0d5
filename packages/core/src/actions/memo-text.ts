/**
 * The function, remembering its answers: a session's labels and addresses repeat, and rules ask about each of them again
 * at every action. What is remembered is bounded; when it is full it is forgotten at once, which costs one round.
 */
export function memoText<Value extends NonNullable<unknown>>(
  compute: (text: string) => Value,
  limit: number = 512,
): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = compute(text);
    if (known.size >= limit) known.clear();
    known.set(text, value);
    return value;
  };
}
