/** The connections into one layer: a line for each, or one band for a bundle. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { LayerShape } from '../../../protocol/engine';
import type { TensorSlice, TensorSummary } from '../../../protocol/tensor';
import {
  BUNDLE_WIDTH,
  connectionsOf,
  NODE_RADIUS,
  rootMeanSquare,
  type Column,
} from '../../drawing/networkPicture';
import { formatExact } from '../../text/format';

interface ConnectionsProps {
  readonly layer: number;
  readonly shape: LayerShape;
  readonly from: Column | undefined;
  readonly to: Column | undefined;
  readonly bundle: number;
  /** All numbers; null for a bundle, and while they have not come. */
  readonly part: { readonly slice: TensorSlice; readonly fresh: boolean } | null;
  /** Null when the matrix is absent or not known. */
  readonly summary: TensorSummary | null;
  readonly limit: number;
}

export function Connections(props: ConnectionsProps): JSX.Element | null {
  const { from, to, part, summary } = props;
  if (from === undefined || to === undefined) return null;
  if (from.isBundle || to.isBundle) return <Band {...props} from={from} to={to} />;
  // A matrix that is not computed yet has lines without a colour.
  return <Lines {...props} from={from} to={to} part={summary === null ? null : part} />;
}

type Ends = ConnectionsProps & { readonly from: Column; readonly to: Column };

function Lines({ layer, shape, from, to, part, limit }: Ends): JSX.Element {
  const slice = part?.slice;
  const lines = useMemo(() => {
    const data = slice?.data ?? new Float32Array(shape.inputs * shape.units).fill(Number.NaN);
    return connectionsOf(data, shape.units, limit);
  }, [slice, limit, shape]);
  return (
    <g class={`connections${part?.fresh === true ? '' : ' old'}`}>
      {lines.map(({ row, column, value, strength }) => (
        <line
          key={row * shape.units + column}
          class={part === null ? 'connection absent' : `connection ${value < 0 ? 'negative' : 'positive'}`}
          x1={from.x + NODE_RADIUS}
          y1={from.nodes[row]}
          x2={to.x - NODE_RADIUS}
          y2={to.nodes[column]}
          style={{ '--strength': strength.toFixed(3) }}
          data-connection={`${layer} ${row} ${column}`}
          data-value={part?.fresh === true ? String(value) : undefined}
        >
          {part?.fresh === true && <title>{`[${row}, ${column}] = ${formatExact(value)}`}</title>}
        </line>
      ))}
    </g>
  );
}

function Band({ layer, from, to, bundle, summary, limit }: Ends): JSX.Element {
  const half = (column: Column): number =>
    column.isBundle ? bundle : ((column.nodes.at(-1) ?? 0) - (column.nodes[0] ?? 0)) / 2 + NODE_RADIUS;
  const middle = (column: Column): number => ((column.nodes[0] ?? 0) + (column.nodes.at(-1) ?? 0)) / 2;
  const edge = (column: Column): number => (column.isBundle ? BUNDLE_WIDTH / 2 : NODE_RADIUS);
  const [left, right] = [from.x + edge(from), to.x - edge(to)];
  const size = summary === null ? null : rootMeanSquare(summary);
  const strength = size === null || limit === 0 ? 0 : Math.min(1, size / limit);
  return (
    <path
      class={`band${size === null ? ' absent' : ''}`}
      d={`M${left} ${middle(from) - half(from)}L${right} ${middle(to) - half(to)}V${middle(to) + half(to)}L${left} ${middle(from) + half(from)}Z`}
      style={{ '--strength': strength.toFixed(3) }}
      data-band={layer}
    />
  );
}
