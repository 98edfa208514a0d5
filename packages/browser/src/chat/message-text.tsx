import type { JSX } from "preact";
import { type Inline, parseText } from "./parse-text.ts";

/** An answer with its paragraphs, lists, bold and code. Only ever text nodes: no HTML, links or images. */
export function MessageText({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {parseText(text).map((block, index) => {
        if (block.type === "paragraph") {
          return <p key={index}>{block.lines.map((line, at) => [at > 0 && <br />, ...line.map(renderInline)])}</p>;
        }
        const items = block.items.map((item, at) => <li key={at}>{item.map(renderInline)}</li>);
        return block.ordered ? (
          <ol key={index} start={block.start}>
            {items}
          </ol>
        ) : (
          <ul key={index}>{items}</ul>
        );
      })}
    </>
  );
}

function renderInline(part: Inline): JSX.Element | string {
  if (part.type === "strong") return <strong>{part.text}</strong>;
  if (part.type === "code") return <code>{part.text}</code>;
  return part.text;
}
