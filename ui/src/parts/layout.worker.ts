import { Graph, layout } from '@dagrejs/dagre';

export interface Point {
  x: number;
  y: number;
}

export type Places = Map<string, Point>;

/** The corners of a way, and the middle of its label. */
export interface Way {
  points: Point[];
  label: Point;
}

export interface Laid {
  places: Places;
  /** By the id of the edge; empty where a graph is so big that lines are drawn straight. */
  ways: Map<string, Way>;
}

export interface Asked {
  width: number;
  height: number;
  nodes: string[];
  edges: { id: string; from: string; to: string; labelWidth: number }[];
}

const BIG = 300;
const LABEL = 16;

/** The place of each step: layers from the top, those of one layer beside each other. */
export function place(asked: Asked): Laid {
  return asked.nodes.length > BIG ? { places: inLayers(asked), ways: new Map() } : tidily(asked);
}

function tidily(asked: Asked): Laid {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 32, edgesep: 16, ranksep: 34 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of asked.nodes) graph.setNode(id, { width: asked.width, height: asked.height });
  for (const { id, from, to, labelWidth } of asked.edges) {
    // A label has room of its own: no other line or step stands in it.
    const label = labelWidth > 0 ? { width: labelWidth, height: LABEL, labelpos: 'c' } : {};
    graph.setEdge(from, to, label, id);
  }
  layout(graph);
  const ways = new Map<string, Way>();
  for (const { id, from, to } of asked.edges) {
    const edge = graph.edge({ v: from, w: to, name: id }) as { points?: Point[]; x?: number; y?: number };
    const points = edge.points ?? [];
    const middle = points[Math.floor(points.length / 2)];
    if (middle) ways.set(id, { points, label: { x: edge.x ?? middle.x, y: edge.y ?? middle.y } });
  }
  const places: Places = new Map(
    asked.nodes.map((id) => {
      const node = graph.node(id) as { x: number; y: number };
      return [id, { x: node.x - asked.width / 2, y: node.y - asked.height / 2 }];
    }),
  );
  return { places, ways };
}

/** Thousands of steps in a moment rather than in the prettiest way: a step stands below all that lead to it. */
function inLayers(asked: Asked): Places {
  const next = new Map<string, string[]>(asked.nodes.map((id) => [id, []]));
  const open = new Map<string, number>(asked.nodes.map((id) => [id, 0]));
  const order = new Map(asked.nodes.map((id, i) => [id, i]));
  for (const { from, to } of asked.edges) {
    // A way back is one that leads up in the order of the document.
    if ((order.get(to) ?? 0) <= (order.get(from) ?? 0)) continue;
    next.get(from)?.push(to);
    open.set(to, (open.get(to) ?? 0) + 1);
  }
  const layer = new Map<string, number>();
  const ready = asked.nodes.filter((id) => open.get(id) === 0);
  for (const id of ready) {
    const here = layer.get(id) ?? 0;
    layer.set(id, here);
    for (const to of next.get(id) ?? []) {
      layer.set(to, Math.max(layer.get(to) ?? 0, here + 1));
      const left = (open.get(to) ?? 1) - 1;
      open.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  const filled = new Map<number, number>();
  const places: Places = new Map();
  for (const id of ready) {
    const row = layer.get(id) ?? 0;
    const column = filled.get(row) ?? 0;
    filled.set(row, column + 1);
    places.set(id, { x: column * (asked.width + 28), y: row * (asked.height + 46) });
  }
  // Each layer stands in the middle.
  for (const [id, at] of places) at.x -= ((filled.get(layer.get(id) ?? 0) ?? 1) * (asked.width + 28)) / 2;
  return places;
}

if (typeof WorkerGlobalScope !== 'undefined' && self instanceof WorkerGlobalScope) {
  self.onmessage = (event: MessageEvent<Asked>) => self.postMessage(place(event.data));
}
