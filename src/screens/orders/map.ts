import { type MapPath, type MapPoint, miniMap } from '../../components/mini-map.ts';
import type { Line } from '../../components/text.ts';
import type { ListedOrder } from '../../domain/listed-order.ts';
import type { View } from '../view.ts';

/** Rows of the map: with less it shows nothing, with more no more. */
const LEAST = 4;
const MOST = 12;
/** Wider than so many columns for each row it is mostly empty. */
const COLUMNS_A_ROW = 4;

/** Where an order is picked up and where it goes, and its driver, in the rows that are left. */
export function mapLines(
  { state, m, g }: View,
  order: ListedOrder,
  width: number,
  left: number,
): Line[] {
  const { pickup, dropoff } = order;
  const t = m.ordersScreen.detail;
  // An empty row and the heading come before it; where keys scroll, it has its place in any case.
  const height = Math.min(MOST, left - 2);
  const rows = height >= LEAST ? height : state.orders.open ? LEAST + 4 : 0;
  if (rows === 0 || (!pickup && !dropoff)) return [];
  const { detail } = state.orders;
  const carrier = detail?.orderId === order.id ? detail.carrier : null;
  const points: MapPoint[] = [];
  const paths: MapPath[] = [];
  if (pickup && dropoff) paths.push({ positions: [pickup, dropoff], dim: true });
  const goal = order.status === 'assigned' ? pickup : dropoff;
  if (carrier?.position) {
    if (goal) paths.push({ positions: [carrier.position, goal], color: 'blue' });
    points.push({ at: carrier.position, mark: g.up, name: carrier.id, color: 'blue' });
  }
  if (dropoff) points.push({ at: dropoff, mark: 'D', bold: true });
  if (pickup) points.push({ at: pickup, mark: 'P', bold: true });
  const { ascii } = state;
  const columns = Math.min(width, rows * COLUMNS_A_ROW + 4);
  return [
    [],
    [
      { text: t.map, bold: true },
      { text: `  ${t.mapKey}`, dim: true },
    ],
    ...miniMap({ width: columns, height: rows, points, paths, ascii }),
  ];
}
