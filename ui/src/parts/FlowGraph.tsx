import '@xyflow/react/dist/style.css';
import { Button, SearchInput } from '@patternfly/react-core';
import {
  Background,
  BaseEdge,
  Controls,
  getBezierPath,
  Handle,
  MarkerType,
  MiniMap,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Edge,
  type EdgeProps,
  type Node,
  type NodeProps,
} from '@xyflow/react';
import { memo, useEffect, useMemo, useState } from 'react';
import type { Graph } from '../api/client';
import { t } from '../texts';
import { labelOf, type Live, type NodeState } from './flow';
import { HEIGHT, layout, WIDTH, type Laid } from './layout';
import type { Way } from './layout.worker';
import { Loading, Problem } from './states';
import { StatusIcon } from './status';

type StepNode = Node<
  {
    name: string;
    kind: string;
    loop: boolean;
    state?: NodeState;
    chosen: boolean;
    found: boolean;
    choose: (name: string) => void;
  },
  'step'
>;

const StepBox = memo(function StepBox({ data }: NodeProps<StepNode>) {
  const status = data.state?.status;
  return (
    <div
      className={`flow-node${status ? ` border-${status.toLowerCase()}` : ''}${data.chosen ? ' chosen' : ''}${data.found ? ' found' : ''}`}
    >
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <button type="button" className="flow-name nodrag" onClick={() => data.choose(data.name)}>
        {status && <StatusIcon status={status} />}
        <span>{data.name}</span>
      </button>
      <div className="flow-kind">
        {data.loop && <span aria-hidden="true">↻ </span>}
        {data.kind}
        {data.state && data.state.runs > 1 && ` ×${data.state.runs}`}
        {data.state?.items &&
          ` · ${data.state.items.completed + data.state.items.failed}/${data.state.items.begun}`}
        {data.state?.items && data.state.items.failed > 0 && (
          <strong className="failed-items"> {t.execution.failedItems(data.state.items.failed)}</strong>
        )}
      </div>
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
});

const types = { step: StepBox };

type WayEdge = Edge<{ way?: Way }, 'way'>;

/** Through the corners of a way, rounded. */
function curve(points: { x: number; y: number }[]): string {
  const [first, ...others] = points;
  if (!first) return '';
  let path = `M${first.x},${first.y}`;
  others.forEach((point, i) => {
    const next = others[i + 1];
    const last = others.length - 1;
    if (i === last) path += others.length === 1 ? `L${point.x},${point.y}` : '';
    else if (next && i === last - 1) path += `Q${point.x},${point.y} ${next.x},${next.y}`;
    else if (next) path += `Q${point.x},${point.y} ${(point.x + next.x) / 2},${(point.y + next.y) / 2}`;
  });
  return path;
}

const WayLine = memo(function WayLine(edge: EdgeProps<WayEdge>) {
  const way = edge.data?.way;
  const [bezier, x, y] = getBezierPath(edge);
  return (
    <BaseEdge
      path={way ? curve(way.points) : bezier}
      label={edge.label}
      labelX={way?.label.x ?? x}
      labelY={way?.label.y ?? y}
      labelBgPadding={[4, 2]}
      markerEnd={edge.markerEnd}
    />
  );
});

const edgeTypes = { way: WayLine };

/** A playbook's steps and the ways between them: pan, zoom, search; live where it runs. */
export function FlowGraph(props: {
  graph: Graph;
  live?: Live;
  chosen?: string;
  choose: (name: string) => void;
}) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({
  graph,
  live,
  chosen,
  choose,
}: {
  graph: Graph;
  live?: Live;
  chosen?: string;
  choose: (name: string) => void;
}) {
  const [laid, setLaid] = useState<Laid | null>(null);
  const places = laid?.places;
  const [error, setError] = useState<unknown>(null);
  const [q, setQ] = useState('');
  const flow = useReactFlow();
  useEffect(() => {
    let wanted = true;
    setLaid(null);
    layout(graph)
      .then((found) => {
        if (wanted) setLaid(found);
      })
      .catch((e: unknown) => {
        if (wanted) setError(e);
      });
    return () => {
      wanted = false;
    };
  }, [graph]);
  const words = q.trim().toLowerCase();
  const nodes = useMemo<StepNode[]>(
    () =>
      !places
        ? []
        : graph.nodes.map((node) => ({
            id: node.id,
            type: 'step',
            position: places.get(node.id) ?? { x: 0, y: 0 },
            width: WIDTH,
            height: HEIGHT,
            data: {
              name: node.name,
              kind: node.kind,
              loop: node.loop !== null,
              state: live?.nodes.get(node.id),
              chosen: node.name === chosen,
              found: words !== '' && node.name.toLowerCase().includes(words),
              choose,
            },
          })),
    [graph, places, live, chosen, words, choose],
  );
  const edges = useMemo<WayEdge[]>(
    () =>
      graph.edges.map((edge) => {
        const taken = live?.edges.get(edge.id) ?? 0;
        return {
          id: edge.id,
          type: 'way',
          data: { way: laid?.ways.get(edge.id) },
          source: edge.from,
          target: edge.to,
          label: [labelOf(edge), taken > 1 ? `×${taken}` : ''].filter(Boolean).join(' '),
          className: [taken > 0 ? 'edge-taken' : live ? 'edge-idle' : '', edge.kind].join(' '),
          markerEnd: {
            type: MarkerType.ArrowClosed,
            color: taken > 0 ? 'var(--ok-fill)' : 'var(--wait-fill)',
          },
          animated: false,
          focusable: false,
        };
      }),
    [graph, live, laid],
  );
  useEffect(() => {
    const found = words && graph.nodes.find((node) => node.name.toLowerCase().includes(words));
    if (found) void flow.fitView({ nodes: [{ id: found.id }], maxZoom: 1, duration: 200 });
  }, [words, graph, flow]);
  if (error) return <Problem error={error} />;
  if (!places) return <Loading />;
  return (
    <div className="flow">
      <div className="filters">
        <SearchInput
          data-page-search
          className="filter-text"
          aria-label={t.execution.graphSearch}
          placeholder={t.execution.graphSearch}
          value={q}
          onChange={(_, v) => setQ(v)}
          onClear={() => setQ('')}
        />
        <Button variant="link" onClick={() => void flow.fitView({ duration: 200 })}>
          {t.execution.graphFit}
        </Button>
        <span className="count">{graph.nodes.length.toLocaleString('en')}</span>
      </div>
      <div className="flow-canvas" role="group" aria-label={t.execution.tabs.graph}>
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={types}
          edgeTypes={edgeTypes}
          fitView
          fitViewOptions={{
            maxZoom: 1,
            padding: 0.1,
            ...(graph.nodes.length > 60
              ? { nodes: graph.nodes.slice(0, 20).map((n) => ({ id: n.id })) }
              : {}),
          }}
          minZoom={0.02}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          onlyRenderVisibleElements={graph.nodes.length > 100}
          proOptions={{ hideAttribution: false }}
        >
          <Background />
          <Controls showInteractive={false} />
          {graph.nodes.length > 12 && <MiniMap pannable zoomable ariaLabel={null} />}
        </ReactFlow>
      </div>
    </div>
  );
}
