import { miniMap } from '../../components/mini-map.ts';
import type { Line } from '../../components/text.ts';
import type { DriverDetail } from '../../store/drivers/state.ts';
import type { View } from '../view.ts';

/** A driver's way on a map, where he is now, and where what he carries is to be fetched and brought. */
export function trackLines(
  { state, g }: View,
  { id, track, carried }: DriverDetail,
  width: number,
  height: number,
): Line[] {
  const positions = track?.points ?? [];
  const last = state.drivers.live?.roster.drivers.get(id)?.position ?? positions.at(-1);
  const stops = (carried ?? []).flatMap(({ status, pickup, dropoff }) => [
    ...(pickup && status === 'assigned' ? [{ at: pickup, mark: 'P', color: 'blue' as const }] : []),
    ...(dropoff ? [{ at: dropoff, mark: 'D', color: 'cyan' as const }] : []),
  ]);
  return miniMap({
    ...{ width, height, ascii: state.ascii },
    paths: [{ positions }],
    points: [...stops, ...(last ? [{ at: last, mark: g.full, bold: true }] : [])],
  });
}
