import { describe, it } from 'vitest';
import { aState } from '../../test/helpers/board.ts';
import { expectGolden } from '../../test/helpers/golden.ts';
import { aMode, plansState } from '../../test/helpers/plans.ts';
import { plain } from '../components/text.ts';
import type { ConsoleState } from '../store/state.ts';
import { frame } from './frame.ts';

const text = (state: ConsoleState) => frame(state).map(plain);
const shown = (columns: number, rows: number, more: Partial<ConsoleState> = {}) =>
  aState(columns, rows, { plans: plansState(), ...more });

describe('golden frames with plans', () => {
  it.each([
    ['plan-live-120x40', shown(120, 40)],
    ['plan-live-80x24', shown(80, 24)],
    ['plan-live-60x16', shown(60, 16)],
    ['plan-live-80x24-french', shown(80, 24, { lang: 'fr' })],
    ['plan-live-200x60', shown(200, 60, { plans: plansState({ mode: aMode('automatic') }) })],
  ])('%s', (name, state) => expectGolden(name, text(state)));
});
