import type { ConsoleState } from '../store/state.ts';
import type { Action } from './action.ts';
import { alertsActions } from './alerts.ts';
import { driversActions } from './drivers.ts';
import { engineActions } from './engine.ts';
import { generalActions } from './general.ts';
import { handoverActions } from './handover.ts';
import { healthActions } from './health.ts';
import { liveActions } from './live.ts';
import { mapActions } from './map.ts';
import { onMapAction } from './on-map.ts';
import { orderActions } from './orders/actions.ts';
import { ordersScreenActions } from './orders-screen.ts';
import { paletteAction } from './palette.ts';
import { reportsActions } from './reports.ts';
import { simulatorActions } from './simulator.ts';
import { undoAction } from './undo.ts';

/** All actions: keys, help, palette, footer and docs/keys.md are made of this one table. */
export const ACTIONS: readonly Action[] = [
  ...orderActions,
  ...engineActions,
  undoAction,
  ...liveActions,
  ...ordersScreenActions,
  ...driversActions,
  ...alertsActions,
  ...mapActions,
  onMapAction,
  ...reportsActions,
  ...healthActions,
  ...simulatorActions,
  ...handoverActions,
  ...generalActions,
  paletteAction((state) => actionsOn(state)),
];

/** The actions that exist here: on this screen, and in a console that may write or may not. */
export function actionsOn({
  screen,
  readonly,
}: Pick<ConsoleState, 'screen' | 'readonly'>): Action[] {
  return ACTIONS.filter(
    ({ screens, writes }) => (screens?.includes(screen) ?? true) && !(readonly && writes),
  );
}
