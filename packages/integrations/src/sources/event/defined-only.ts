type Optional<Fields> = { readonly [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** The fields that have a value: "absent" and "undefined" are different things on the wire. */
export function definedOnly<Fields extends object>(fields: Fields): Optional<Fields> {
  const defined: { -readonly [Name in keyof Fields]?: Fields[Name] } = {};
  for (const name of Object.keys(fields) as (keyof Fields)[]) {
    if (fields[name] !== undefined) defined[name] = fields[name];
  }
  return defined as Optional<Fields>;
}
