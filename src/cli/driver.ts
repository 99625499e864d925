import type { Platform } from '../services/redis/connect.ts';
import {
  addDriver,
  driverOffDuty,
  driverOnDuty,
  moveDriver,
  removeDriver,
  setDriverRegions,
} from '../services/redis/transitions/drivers.ts';
import type { Call } from './call.ts';
import { needed, position, text, texts } from './fields.ts';
import { numberOption } from './options.ts';
import { type Asked, actOf, runTransition } from './outcome.ts';

/** Where he is, when the command says so. */
function standing(call: Call) {
  const given = text(call, 'position');
  return given === undefined ? {} : { position: position('position', given) };
}

async function add(call: Call, platform: Platform, id: string): Promise<Asked> {
  const { m, options } = call;
  const between = (flag: string, given: unknown, min: number, max: number, whole: boolean) =>
    numberOption(m, flag, given, { min, max, whole });
  const driver = {
    id,
    name: text(call, 'name') ?? id,
    phone: text(call, 'phone') ?? '',
    vehicle: text(call, 'vehicle') ?? '',
    rating: between('--rating', options.rating ?? '0', 0, 5, false),
    capacity: between('--capacity', options.capacity ?? '4', 1, 1_000, true),
    regions: texts(call, 'region'),
    ...standing(call),
  };
  return {
    outcome: await addDriver(platform, driver, actOf(call)),
    done: m.dispatch.done.added(id),
  };
}

/** Every sub-command of `vigie driver` that changes something. */
const DRIVER_ASKS = {
  add,
  remove: async (call: Call, platform: Platform, id: string): Promise<Asked> => ({
    outcome: await removeDriver(platform, id, actOf(call)),
    done: call.m.dispatch.done.removed(id),
  }),
  'on-duty': async (call: Call, platform: Platform, id: string): Promise<Asked> => ({
    outcome: await driverOnDuty(platform, { driver: id, ...standing(call) }, actOf(call)),
    done: call.m.dispatch.done.onDuty(id),
  }),
  'off-duty': async (call: Call, platform: Platform, id: string): Promise<Asked> => ({
    outcome: await driverOffDuty(platform, id, actOf(call)),
    done: call.m.dispatch.done.offDuty(id),
  }),
  regions: async (call: Call, platform: Platform, id: string): Promise<Asked> => {
    const request = { driver: id, regions: call.args.slice(1) };
    return {
      outcome: await setDriverRegions(platform, request, actOf(call)),
      done: call.m.dispatch.done.regions(id),
    };
  },
  move: async (call: Call, platform: Platform, id: string): Promise<Asked> => {
    const at = call.args[1] ?? needed(call, 'position', '2.35,48.85');
    const request = { driver: id, position: position('position', at) };
    return {
      outcome: await moveDriver(platform, request),
      done: call.m.dispatch.done.moved(id),
    };
  },
} as const;

/** One sub-command of `vigie driver`: its transition, and what came of it. */
export function driverCommand(name: keyof typeof DRIVER_ASKS) {
  return (call: Call): Promise<number> => {
    const [driver = ''] = call.args;
    return runTransition(call, (platform) => DRIVER_ASKS[name](call, platform, driver));
  };
}
