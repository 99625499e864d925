/** What the engine's judgement is made of; times and costs are minutes. Chosen on the benchmark's means, never on one day. */
export interface Tuning {
  /** Orders ready and drivers free later than this are not planned yet: too much changes until then. */
  readonly horizon: number;
  /** Only so many drivers of each order enter, those who are there first: the others hardly ever win. */
  readonly nearest: number;
  /** What a minute on the way to the place costs beside a minute that food waits: it only breaks ties. */
  readonly wayWeight: number;
  /** Minutes by which another driver must be better than the one who is shown. */
  readonly keep: number;
  /** What it costs to leave an order without a driver: more than any wait, so that all are served who can be. */
  readonly leave: number;
  /** What each minute since it was ready adds to that; a little less than the minute it costs to serve it. */
  readonly leaveAge: number;
  /** Minutes before the food is ready at which a driver stands there: a step of the clock. */
  readonly early: number;
  /** More minutes early for a driver whom the near future does not need: ready times are often wrong. */
  readonly earlyIdle: number;
  /** A driver with this price or more is needed by the near future. */
  readonly idlePrice: number;
  /** What each minute adds by which ready times were wrong until now (SD): better he waits than the food. */
  readonly earlySd: number;
  /** How many futures are drawn: forty are no better than ten. */
  readonly futures: number;
  /** How far a future reaches: ten and twenty minutes are worse than fifteen. */
  readonly ahead: number;
  /** Orders come at the rate of so many last minutes. */
  readonly lookBack: number;
  /** What it costs a future order to be left: about as long as it then waits for the next free driver. */
  readonly futureLeave: number;
  /** Orders of all futures together, at most: in a rush fewer futures are drawn, so that a round stays short. */
  readonly futureOrders: number;
  /** Orders go together when those ready soon exceed this share of the drivers free soon. */
  readonly bundleLoad: number;
  /** What soon means there. */
  readonly bundleSoon: number;
  /** Most orders of a bundle. */
  readonly bundleMost: number;
  /** Its orders are ready within so many minutes of each other. */
  readonly bundleApart: number;
  /** What is ready already, or will be before a driver can be there, counts as ready so many minutes from now. */
  readonly bundleReach: number;
  /** The leg to one more door is at most so much longer than the direct way to it. */
  readonly bundleExtra: number;
  /** Orders of a bundle in the local search, which counts what each of them loses, are ready within so many minutes. */
  readonly joinApart: number;
  /** Trips that one driver is planned for, one after another: later ones change before they are driven. */
  readonly trips: number;
  /** Rounds of the local search: it has mostly settled by then. */
  readonly passes: number;
  /** Pairs of order and driver that one such round looks at, at most: in a rush fewer drivers of each order. */
  readonly pairs: number;
}

export const TUNING: Tuning = {
  horizon: 60,
  nearest: 40,
  wayWeight: 0.02,
  keep: 0.5,
  leave: 200,
  leaveAge: 0.9,
  early: 1,
  earlyIdle: 3,
  idlePrice: 1,
  earlySd: 1,
  futures: 10,
  ahead: 15,
  lookBack: 20,
  futureLeave: 20,
  futureOrders: 1500,
  bundleLoad: 0.7,
  bundleSoon: 10,
  bundleMost: 5,
  bundleApart: 8,
  bundleReach: 5,
  bundleExtra: 2,
  joinApart: 12,
  trips: 4,
  passes: 3,
  pairs: 6000,
};
