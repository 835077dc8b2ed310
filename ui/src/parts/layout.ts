import type { Graph } from '../api/client';
import type { Asked, Places } from './layout.worker';

export type { Places };

export const WIDTH = 190;
export const HEIGHT = 58;

/** Places the steps in layers, in a worker: a graph of thousands does not hold up the page. */
export function layout(graph: Graph): Promise<Places> {
  const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  const ids = new Set(graph.nodes.map((node) => node.id));
  const asked: Asked = {
    width: WIDTH,
    height: HEIGHT,
    nodes: graph.nodes.map((node) => node.id),
    edges: graph.edges
      .filter((edge) => ids.has(edge.from) && ids.has(edge.to))
      .map((edge) => [edge.from, edge.to]),
  };
  return new Promise<Places>((resolve, reject) => {
    worker.onmessage = (event: MessageEvent<Places>) => {
      resolve(event.data);
      worker.terminate();
    };
    worker.onerror = (event) => {
      reject(new Error(event.message));
      worker.terminate();
    };
    worker.postMessage(asked);
  });
}
