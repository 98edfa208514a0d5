/** A callback for reports and counts that cannot throw, whatever was given: reporting must not break what it reports. */
export function safeCallback<T>(callback: ((value: T) => void) | undefined): (value: T) => void {
  if (!callback) return () => {};
  return (value) => {
    try {
      callback(value);
    } catch {
      // The callback's own fault, and nobody is left to tell.
    }
  };
}
