import { driverOffDuty, driverOnDuty } from '../../services/redis/transitions/drivers.ts';
import { chosenDrivers } from '../../store/drivers/view.ts';
import type { ActionContext } from '../context.ts';
import { nameOf, oneDriver, type Told, tellAll, working } from './bulk.ts';

/** Off duty those of the chosen who are on, where one is; else on duty all of them. */
export function toggleDuty(context: ActionContext): Promise<void> {
  const { store, live, m } = context;
  const state = store.getState();
  const chosen = chosenDrivers(state);
  const t = m.driversScreen;
  const off = chosen.some(({ status }) => status !== 'offDuty');
  return working(context, async () => {
    const told: Told[] = [];
    for (const driver of chosen) {
      const act = { by: state.operator };
      const { id, load } = driver;
      if (off && load > 0 && chosen.length === 1) {
        told.push({ ok: false, text: t.said.carrying(nameOf(driver), String(load)) });
        continue;
      }
      const change = off
        ? () => driverOffDuty(live.platform, id, act)
        : () => driverOnDuty(live.platform, { driver: id }, act);
      const done = (off ? t.said.offDuty : t.said.onDuty)(nameOf(driver));
      told.push(await oneDriver(context, driver, change, done));
    }
    tellAll(context, t.results.duty, told);
  });
}
