/** What the engine's judgement is made of; times and costs are minutes. */
export interface Tuning {
  readonly horizon: number;
  readonly nearest: number;
  readonly wayWeight: number;
  readonly leave: number;
  readonly leaveAge: number;
  readonly early: number;
  readonly [name: string]: number;
}
export const TUNING: Tuning = {
  horizon: 60, nearest: 40, wayWeight: 0.05, leave: 200, leaveAge: 0.9, early: 3,
  futures: 10, ahead: 15, lookBack: 30, priceWeight: 1,
  futureLeave: 20, leaveMore: 1000, passes: 3, swaps: 0, maxTrips: 4, bundleMost: 5, bundleApart: 12, bundling: 0, bundle: 1, lsLeft: 1, effective: 1, minuteSlope: 0, bundleMax: 5, bundleReady: 12, bundleExtra: 2, bundleLoad: 0.7, bundleLook: 10,
};
