import { compareIds } from '../../domain/ids.ts';
import { setDriverRegions } from '../../services/redis/transitions/drivers.ts';
import { chosenDrivers } from '../../store/drivers/view.ts';
import type { ActionContext } from '../context.ts';
import { askForm } from '../prompt.ts';
import { nameOf, oneDriver, type Told, tellAll, working } from './bulk.ts';

const namesIn = (text: string) => [
  ...new Set(
    text
      .split(/[,;+]/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
];

/** Asks where the chosen drivers work: one region or several, and no others from then on. */
export function askRegions(context: ActionContext): void {
  const { store, live, m } = context;
  const { drivers, operator } = store.getState();
  const chosen = chosenDrivers(store.getState());
  const [first] = chosen;
  if (!first) return;
  const t = m.driversScreen;
  const known = new Set<string>();
  for (const { regions } of drivers.live?.roster.drivers.values() ?? [])
    for (const region of regions) known.add(region);
  const who = chosen.length === 1 ? nameOf(first) : t.ask.several(chosen.length);
  const hint = t.ask.known([...known].toSorted(compareIds).slice(0, 20).join(', '));
  const value = first.regions.join(', ');
  askForm(context, {
    title: t.ask.regions(who),
    fields: [{ id: 'regions', label: t.columns.regions, value, hint }],
    submit: async ({ regions: text = '' }) => {
      const regions = namesIn(text);
      const told: Told[] = [];
      await working(context, async () => {
        for (const driver of chosen) {
          const change = () =>
            setDriverRegions(live.platform, { driver: driver.id, regions }, { by: operator });
          const before = driver.regions.join(', ') || t.detail.noRegion;
          const done = t.said.regions(nameOf(driver), regions.join(', '), before);
          told.push(await oneDriver(context, driver, change, done));
        }
      });
      // Nothing was done: what was typed can be put right.
      const [only] = told;
      if (chosen.length === 1 && only && !only.ok) return { regions: only.text };
      tellAll(context, t.results.regions, told);
      return null;
    },
  });
}
