import type { Line } from '../../components/text.ts';
import type { DriverDetail } from '../../store/drivers/state.ts';
import type { View } from '../view.ts';

/** His way on a map. */
export function trackLines(
  _view: View,
  _detail: DriverDetail,
  _width: number,
  _rows: number,
): Line[] {
  return [];
}
