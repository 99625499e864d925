import type { Named } from '../../domain/undo.ts';
import { driverOffDuty, driverOnDuty } from '../../services/redis/transitions/drivers.ts';
import { did } from '../../store/acts.ts';
import { chosenDrivers } from '../../store/drivers/view.ts';
import type { ActionContext } from '../context.ts';
import { nameOf, overDrivers, tellAll } from './bulk.ts';

/** Off duty those of the chosen who are on, where one is; else on duty all of them. */
export async function toggleDuty(context: ActionContext): Promise<void> {
  const { store, m } = context;
  const chosen = chosenDrivers(store.getState());
  const t = m.driversScreen;
  const on = chosen.every(({ status }) => status === 'offDuty');
  const [only] = chosen;
  if (only && chosen.length === 1 && !on && only.load > 0) {
    const text = t.said.carrying(nameOf(only), String(only.load));
    tellAll(context, t.results.duty, [{ ok: false, text }], false);
    return;
  }
  const told = await setDuty(context, chosen, on);
  const drivers = told.filter(({ ok }) => ok).map(({ driver }) => driver);
  store.setState((state) => did(state, { kind: 'duty', on, drivers }));
  tellAll(context, t.results.duty, told, true);
}

/** Has drivers begin their shift again, or end it, as it was before; gives back who got no answer. */
export async function undoDuty(
  context: ActionContext,
  drivers: readonly Named[],
  was: boolean,
): Promise<readonly Named[]> {
  const told = await setDuty(context, drivers, !was);
  tellAll(context, context.m.driversScreen.results.duty, told, false);
  return told.filter(({ open }) => open).map(({ driver }) => driver);
}

function setDuty(context: ActionContext, drivers: readonly Named[], on: boolean) {
  const { store, live, m } = context;
  const act = { by: store.getState().operator };
  const t = m.driversScreen.said;
  return overDrivers(
    context,
    drivers.map(({ id, name }) => ({
      driver: { id, name },
      run: () =>
        on
          ? driverOnDuty(live.platform, { driver: id }, act)
          : driverOffDuty(live.platform, id, act),
      done: (on ? t.onDuty : t.offDuty)(nameOf({ id, name })),
    })),
  );
}
