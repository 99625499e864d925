import { compareIds } from '../../domain/ids.ts';
import type { Named } from '../../domain/undo.ts';
import { setDriverRegions } from '../../services/redis/transitions/drivers.ts';
import { did } from '../../store/acts.ts';
import { chosenDrivers } from '../../store/drivers/view.ts';
import { said } from '../../store/reducers.ts';
import type { ActionContext } from '../context.ts';
import { askForm } from '../prompt.ts';
import { nameOf, overDrivers, tellAll } from './bulk.ts';

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
  const { store, m } = context;
  const { drivers } = store.getState();
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
      const told = await setRegions(
        context,
        chosen.map((driver) => ({ ...driver, before: driver.regions, regions })),
      );
      // Nothing was done: what was typed can be put right.
      const [only] = told;
      if (chosen.length === 1 && only && !only.ok) {
        store.setState(said(''));
        return { regions: only.text };
      }
      const ids = new Set(told.filter(({ ok }) => ok).map(({ driver }) => driver.id));
      const changed = chosen.filter(({ id }) => ids.has(id));
      // Who worked nowhere can't be put back there: a driver has one region at least.
      const back = changed.filter((driver) => driver.regions.length > 0);
      store.setState((state) => did(state, { kind: 'regions', drivers: back.map(worked) }));
      tellAll(context, t.results.regions, told, back.length === changed.length);
      return null;
    },
  });
}

type Worked = Named & { readonly regions: readonly string[] };

const worked = ({ id, name, regions }: Worked): Worked => ({ id, name, regions });

/** Has drivers work again where they worked before; gives back who got no answer. */
export async function undoRegions(
  context: ActionContext,
  drivers: readonly Worked[],
): Promise<readonly Worked[]> {
  const told = await setRegions(context, drivers);
  tellAll(context, context.m.driversScreen.results.regions, told, false);
  const open = new Set(told.filter((each) => each.open).map(({ driver }) => driver.id));
  return drivers.filter(({ id }) => open.has(id));
}

function setRegions(
  context: ActionContext,
  drivers: readonly (Worked & { readonly before?: readonly string[] })[],
) {
  const { store, live, m } = context;
  const act = { by: store.getState().operator };
  const t = m.driversScreen;
  return overDrivers(
    context,
    drivers.map(({ id, name, regions, before }) => ({
      driver: { id, name },
      run: () => setDriverRegions(live.platform, { driver: id, regions }, act),
      done: t.said.regions(
        nameOf({ id, name }),
        regions.join(', '),
        before && (before.join(', ') || t.detail.noRegion),
      ),
    })),
  );
}
