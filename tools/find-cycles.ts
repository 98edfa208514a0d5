/** A directed graph: each node with the nodes it points to. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** One cycle per group of nodes that reach each other, as the path that closes it: `["a", "b", "a"]`. */
export function findCycles(graph: Graph): readonly (readonly string[])[] {
  const finished = new Set<string>();
  const cycles: string[][] = [];

  function visit(node: string, path: readonly string[]): void {
    const seenAt = path.indexOf(node);
    if (seenAt >= 0) {
      cycles.push([...path.slice(seenAt), node]);
      return;
    }
    if (finished.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
    finished.add(node);
  }

  for (const node of graph.keys()) visit(node, []);
  return cycles;
}

/** A graph from pairs; a pair of equals says nothing and is left out. */
export function toGraph(pairs: Iterable<readonly [from: string, to: string]>): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of pairs) {
    if (from === to) continue;
    const targets = graph.get(from) ?? new Set<string>();
    graph.set(from, targets.add(to));
  }
  return graph;
}
