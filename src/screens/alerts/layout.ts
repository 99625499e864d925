/** Widths and heights of the panels of the Alerts screen; null: there is no room for it. */
export interface AlertsLayout {
  readonly list: { readonly width: number; readonly height: number };
  readonly detail: { readonly width: number; readonly height: number } | null;
  /** Whether the detail stands beside the list; else below it. */
  readonly beside: boolean;
}

/** Side by side where it is wide enough, below the list where it is high enough. Pure. */
export function alertsLayout(width: number, height: number): AlertsLayout {
  if (width >= 100) {
    const detail = Math.min(60, Math.floor(width * 0.36));
    return {
      list: { width: width - detail, height },
      ...{ detail: { width: detail, height }, beside: true },
    };
  }
  const below = Math.min(12, Math.floor(height * 0.45));
  if (height < 18) return { list: { width, height }, detail: null, beside: false };
  return {
    list: { width, height: height - below },
    ...{ detail: { width, height: below }, beside: false },
  };
}

/** Border, lists, heading, and what is out of sight. */
const AROUND = 5;

/** How many alerts the list shows at once. */
export const alertRows = (width: number, height: number) =>
  Math.max(1, alertsLayout(width, height).list.height - AROUND);
