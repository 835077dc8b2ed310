import type { Graph, StepRun } from '../api/client';

export interface NodeState {
  status: string;
  runs: number;
  items: { begun: number; completed: number; failed: number } | null;
}

export interface Live {
  nodes: Map<string, NodeState>;
  /** How often each edge was taken, by its id. */
  edges: Map<string, number>;
}

const LONGEST_LABEL = 44;

/**
 * What is said at a way: its condition in few words. That a call went well is what one expects and is not said; that it
 * failed is.
 */
export function labelOf(edge: Graph['edges'][number]): string {
  if (!edge.when || edge.when === 'true') return '';
  const text = edge.when
    .replace(/^\s*\{\{|\}\}\s*$/g, '')
    .replace(/event\.name\s*==\s*['"](?:call\.done|step\.exit)['"](\s+and\s+)?/, '')
    .replace(/event\.name\s*==\s*['"]call\.error['"](\s+and\s+)?/, (_, and: string | undefined) =>
      and ? 'error: ' : 'error',
    )
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text;
}

const rank = ['PENDING', 'COMPLETED', 'CANCELLED', 'RUNNING', 'FAILED'];

/** How the steps of a graph stand, and which of its ways were taken. */
export function liveOf(graph: Graph, runs: StepRun[]): Live {
  const nodes = new Map<string, NodeState>();
  const edges = new Map<string, number>();
  const index = new Map(graph.nodes.map((node) => [node.name, node]));
  const at = new Map(graph.nodes.map((node) => [node.index, node]));
  for (const run of runs) {
    const node = index.get(run.step);
    if (!node) continue;
    const old = nodes.get(node.id);
    nodes.set(node.id, {
      status:
        old && rank.indexOf(old.status) > rank.indexOf(run.status) && run.status !== 'RUNNING'
          ? old.status
          : run.status,
      runs: (old?.runs ?? 0) + 1,
      items: run.items
        ? {
            begun: (old?.items?.begun ?? 0) + run.items.begun,
            completed: (old?.items?.completed ?? 0) + run.items.completed,
            failed: (old?.items?.failed ?? 0) + run.items.failed,
          }
        : (old?.items ?? null),
    });
    for (const taken of run.edges) {
      const target = at.get(taken.step)?.id;
      const edge = graph.edges.find(
        (e) =>
          e.from === node.id &&
          e.to === target &&
          (e.id === taken.action || e.id.startsWith(`${taken.action}/`)),
      );
      const found = edge ?? graph.edges.find((e) => e.from === node.id && e.to === target);
      if (found) edges.set(found.id, (edges.get(found.id) ?? 0) + 1);
    }
  }
  return { nodes, edges };
}
