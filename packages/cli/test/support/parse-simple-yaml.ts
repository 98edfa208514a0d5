/** What a file of plain YAML says: maps, lists, scalars and `|` texts. */
export type Yaml = string | number | boolean | readonly Yaml[] | { readonly [key: string]: Yaml };

interface Line {
  readonly indent: number;
  readonly text: string;
  readonly number: number;
}

/**
 * Reads the part of YAML that the generated files keep to, and throws on anything else: tabs, odd indents, anchors, tags, flow
 * collections other than `{}`, keys said twice. Stricter than Rasa's own reader, so what passes here is read the same there.
 */
export function parseSimpleYaml(source: string): Yaml {
  const lines = source.split("\n").flatMap((text, index): readonly Line[] => {
    if (text.includes("\t")) throw new Error(`line ${index + 1}: a tab`);
    if (text.trim() === "" || text.trimStart().startsWith("#")) return [];
    const indent = text.length - text.trimStart().length;
    if (indent % 2 !== 0) throw new Error(`line ${index + 1}: indented by ${indent}`);
    return [{ indent, text: text.trim(), number: index + 1 }];
  });
  const reader = { lines: [...lines] };
  const value = readBlock(reader, 0);
  const [left] = reader.lines;
  if (left !== undefined) throw new Error(`line ${left.number}: does not belong here`);
  return value;
}

type Reader = { lines: Line[] };

function readBlock(reader: Reader, indent: number): Yaml {
  const [first] = reader.lines;
  if (first?.indent !== indent) throw new Error(`line ${first?.number ?? "after the last"}: expected a value`);
  return first.text.startsWith("- ") ? readList(reader, indent) : readMap(reader, indent);
}

function readList(reader: Reader, indent: number): readonly Yaml[] {
  const items: Yaml[] = [];
  while (reader.lines[0]?.indent === indent && reader.lines[0].text.startsWith("- ")) {
    const [line, ...rest] = reader.lines as [Line, ...Line[]];
    const text = line.text.slice(2);
    if (/^[\w.-]+:( |$)/.test(text)) {
      // A map that begins on the line of its dash.
      reader.lines = [{ ...line, indent: indent + 2, text }, ...rest];
      items.push(readMap(reader, indent + 2));
    } else {
      reader.lines = rest;
      items.push(scalar(text, line));
    }
  }
  return items;
}

function readMap(reader: Reader, indent: number): Yaml {
  const map: Record<string, Yaml> = {};
  while (reader.lines[0]?.indent === indent && !reader.lines[0].text.startsWith("- ")) {
    const line = reader.lines.shift() as Line;
    const found = /^([\w.-]+):(?: (.*))?$/.exec(line.text);
    if (found === null) throw new Error(`line ${line.number}: neither a key nor an item`);
    const [, key = "", text = ""] = found;
    if (key in map) throw new Error(`line ${line.number}: "${key}" a second time`);
    if (text === "|") map[key] = readText(reader, indent);
    else if (text !== "") map[key] = scalar(text, line);
    else map[key] = readBlock(reader, indent + 2);
  }
  return map;
}

function readText(reader: Reader, indent: number): string {
  let text = "";
  while ((reader.lines[0]?.indent ?? 0) > indent) text += `${reader.lines.shift()?.text}\n`;
  return text;
}

function scalar(text: string, { number }: Line): Yaml {
  if (text === "{}") return {};
  const quoted = /^"([^"\\]*)"$/.exec(text);
  if (quoted !== null) return quoted[1] ?? "";
  if (/^[&*!%@`{[\]}>|'"]/.test(text) || / #|: /.test(text)) throw new Error(`line ${number}: quote ${text}`);
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
