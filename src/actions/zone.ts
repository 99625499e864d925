import { nextZone, zoneNames } from '../services/zones/registry.ts';
import { said } from '../store/reducers.ts';
import type { ActionContext } from './context.ts';

/** Goes on to the next zone of this server; says so when there is no other. */
export async function switchZone({ store, live, m, showZone }: ActionContext): Promise<void> {
  const { zone } = store.getState();
  try {
    const next = nextZone(await zoneNames(live.platform), zone);
    if (next === zone) store.setState(said(m.said.onlyZone));
    else showZone(next);
  } catch {
    store.setState(said(m.said.zonesUnknown, 'error'));
  }
}
