import type { RosterDriver } from '../../src/domain/roster.ts';

/** A driver of the roster, free and rested. */
export function aRosterDriver(more: Partial<RosterDriver> & { id: string }): RosterDriver {
  return {
    ...{ name: `Name ${more.id}`, phone: '06 12 34 56 78', vehicle: 'vélo', region: 'Paris' },
    ...{ rating: 4.5, ratingCount: 10, status: 'free', capacity: 4, regions: ['Paris'] },
    ...{ load: 0, deliveries: 12, revenueCents: 25_000, lastSeenAt: null, position: null },
    ...more,
  };
}
