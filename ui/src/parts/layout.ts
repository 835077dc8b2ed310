import type { Graph } from '../api/client';
import { labelOf } from './flow';
import type { Asked, Laid } from './layout.worker';

export type { Laid };

export const WIDTH = 224;
export const HEIGHT = 58;
/** How wide a letter of a label is at most, on average. */
const LETTER = 5.8;

/** Places the steps in layers, in a worker: a graph of thousands does not hold up the page. */
export function layout(graph: Graph): Promise<Laid> {
  const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  const ids = new Set(graph.nodes.map((node) => node.id));
  const asked: Asked = {
    width: WIDTH,
    height: HEIGHT,
    nodes: graph.nodes.map((node) => node.id),
    edges: graph.edges
      .filter((edge) => ids.has(edge.from) && ids.has(edge.to))
      .map((edge) => ({
        id: edge.id,
        from: edge.from,
        to: edge.to,
        labelWidth: labelOf(edge).length * LETTER,
      })),
  };
  return new Promise<Laid>((resolve, reject) => {
    worker.onmessage = (event: MessageEvent<Laid>) => {
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
