import { km } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { fitText, type Line, type Span, widthOf } from '../../components/text.ts';
import type { ExclusionReason } from '../../domain/board.ts';
import { distanceM } from '../../domain/geo.ts';
import type { Candidate } from '../../domain/strategy.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { isShown, isThing, mapViewport, shownThings, type Thing } from '../../store/map/things.ts';
import type { ConsoleState } from '../../store/state.ts';
import { markOf } from './marks.ts';
import { lateOrders } from './things.ts';

interface Row {
  readonly mark: Span;
  readonly text: string;
  readonly right: string;
  readonly isHere: boolean;
  readonly dim?: boolean;
}

/** One thing with its mark, and a figure at the right edge. */
function rowLine({ mark, text, right, isHere, dim = false }: Row, g: Glyphs, width: number): Line {
  const style = { ...(isHere ? { inverse: true } : {}), ...(dim ? { dim: true } : {}) };
  const room = width - 4 - widthOf(right);
  return [
    { text: isHere ? g.cursor : ' ', ...style },
    { ...mark, ...style, text: `${mark.text} ` },
    { text: `${fitText(text, room)} ${right}`, ...style },
  ];
}

/** In steps: who rides about does not make the list restless. */
const STEP_M = 100;

/** What is in sight, nearest to the cursor first. */
export function nearRows(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
): Line[] {
  const view = mapViewport(state);
  if (!view) return [];
  const { cursor, content, selected } = state.map;
  const late = lateOrders(state);
  const things = shownThings(state)
    .filter(({ at }) => isShown(view, at))
    .map((thing) => ({ ...thing, steps: Math.round(distanceM(cursor, thing.at) / STEP_M) }))
    .toSorted((a, b) => a.steps - b.steps);
  if (things.length === 0 && content && content.crowds.length === 0) {
    const word = state.filters.map ? m.mapScreen.nothingMatches : m.mapScreen.nothingHere;
    return [[{ text: word, dim: true }]];
  }
  return things.map((thing) => {
    const { mark, ...ink } = markOf(thing.look, g);
    const isLate = thing.kind === 'order' && late.has(thing.id);
    const text = `${isLate ? '! ' : ''}${nameOf(thing)}`;
    const isHere = isThing(thing, selected);
    return rowLine(
      {
        mark: { text: mark, ...ink },
        text,
        right: ((thing.steps * STEP_M) / 1000).toFixed(1),
        isHere,
      },
      g,
      width,
    );
  });
}

/** A thing in a list: its id and name. */
export function nameOf({ id, name }: Thing): string {
  return name === '' || name === id ? id : `${id} ${name}`;
}

/** The drivers who were looked for, nearest first; who could take no order, and why. */
export function nearestRows(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
): Line[] {
  const { nearest, selected } = state.map;
  if (!nearest?.list) return [[{ text: m.empty.loading, dim: true }]];
  const { eligible, excluded } = nearest.list;
  const all: (Candidate & { reason?: ExclusionReason })[] = [...eligible, ...excluded];
  if (all.length === 0) {
    return [[{ text: m.mapScreen.nobody(String(nearest.radiusM / 1000)), color: 'yellow' }]];
  }
  return all
    .toSorted((a, b) => a.distanceM - b.distanceM)
    .map(({ driverId, name, distanceM: metres, load, capacity, reason }) => {
      const ref = { kind: 'driver', id: driverId } as const;
      const silent = reason === 'silent' || reason === 'off_duty';
      const { mark, ...ink } = markOf(silent ? 'silent' : load > 0 ? 'busy' : 'free', g);
      const out = reason === undefined ? '' : `, ${m.excluded[reason]}`;
      return rowLine(
        {
          mark: { text: mark, ...ink },
          text: `${driverId} ${name}${out}`,
          right: `${load}/${capacity}  ${km(metres)}`,
          isHere: isThing(ref, selected),
          dim: reason !== undefined,
        },
        g,
        width,
      );
    });
}
