import type { CSSProperties, JSX } from "react";

/** A person: initials in a disc whose colour is theirs everywhere in the app, and their name. */
export function Owner({ name }: { readonly name: string }): JSX.Element {
  const hue = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 0);
  const initials = name
    .split(" ")
    .map((part) => part.charAt(0))
    .join("");
  return (
    <span className="owner">
      <span className="avatar" title={name} style={{ "--hue": hue } as CSSProperties} aria-hidden="true">
        {initials}
      </span>
      <span className="owner-name">{name}</span>
    </span>
  );
}
