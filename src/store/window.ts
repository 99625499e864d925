/**
 * The first row to show so that the selected one is in a window of `size` rows, moving as little as
 * possible from where it was. Pure.
 */
export function windowFor(selected: number, count: number, size: number, before: number): number {
  const offset =
    selected < before ? selected : selected >= before + size ? selected - size + 1 : before;
  return Math.max(0, Math.min(offset, count - size));
}
