const GENERATED: readonly RegExp[] = [
  /^(?:radix|mui|headlessui|react-aria|downshift|floating-ui)-/i,
  /^:[a-z]+[0-9a-z]*:/i,
  /^«.*»/,
  /^_[a-z]+_[0-9a-z]*_?/i,
  /[0-9a-f]{16,}/i,
  /[0-9a-f]{8}-[0-9a-f]{4}-/i,
  /\d{8,}$/,
];

/** The id when a person wrote it; nothing when a library made it, as it will differ on the next visit. */
export function stableId(id: string | null | undefined): string | undefined {
  if (id == null || id === "" || id.length > 120) return undefined;
  return GENERATED.some((pattern) => pattern.test(id)) ? undefined : id;
}
