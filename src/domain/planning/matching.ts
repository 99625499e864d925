/**
 * Sparse rectangular assignment: each row goes to one of its columns or is left, at the least total cost.
 * Rows are added one after another along shortest augmenting paths (Jonker and Volgenant 1987).
 */

/** Sums of costs differ by this much by rounding alone; without it a settled column could be settled again. */
const ROUNDING = 1e-9;

/** A row's allowed columns and what each costs, and what it costs to leave the row out. */
export interface Row {
  readonly columns: readonly number[];
  readonly costs: readonly number[];
  readonly leave: number;
}

/** A matching that is optimal for the rows it has, with prices that prove it. */
export interface Matching {
  readonly rows: Row[];
  /** By row: its column, −1 when left out. */
  readonly columnOf: number[];
  /** By row: what it costs at the columns' prices, the least of its choices. */
  readonly rowPrice: number[];
  /** By column: its row, −1 when free. */
  readonly rowOf: Int32Array;
  /** By column: what taking it costs the other rows; 0 when it is free. */
  readonly price: Float64Array;
  readonly scratch: Scratch;
}

/** What one search needs and no result. */
interface Scratch {
  readonly distance: Float64Array;
  readonly cameFrom: Int32Array;
  readonly reached: number[];
  readonly settled: number[];
  readonly heap: Heap;
}

interface Heap {
  readonly keys: number[];
  readonly columns: number[];
}

/** A matching of no rows over so many columns. */
function emptyMatching(columns: number): Matching {
  return {
    rows: [],
    columnOf: [],
    rowPrice: [],
    rowOf: new Int32Array(columns).fill(-1),
    price: new Float64Array(columns),
    scratch: {
      distance: new Float64Array(columns).fill(Number.POSITIVE_INFINITY),
      cameFrom: new Int32Array(columns),
      reached: [],
      settled: [],
      heap: { keys: [], columns: [] },
    },
  };
}

/** The best matching of rows to so many columns. */
export function match(columns: number, rows: readonly Row[]): Matching {
  const matching = emptyMatching(columns);
  for (const row of rows) addRow(matching, row);
  return matching;
}

/** Adds a row, and moves the others where that is cheaper; costs must be finite. */
function addRow(matching: Matching, row: Row): void {
  const { rows, columnOf, rowPrice, rowOf, price } = matching;
  const { distance, cameFrom, reached, settled, heap } = matching.scratch;
  const added = rows.length;
  rows.push(row);
  columnOf.push(-1);
  rowPrice.push(0);

  // Dijkstra over reduced costs, until the nearest end: a free column, or a row that is best left out.
  let leaver = added;
  let shortest = row.leave;
  let end = -1;
  let from = added;
  let walked = 0;
  for (;;) {
    const { columns, costs, leave } = rows[from] as Row;
    const base = walked - (rowPrice[from] as number);
    if (base + leave < shortest) {
      shortest = base + leave;
      leaver = from;
    }
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at] as number;
      const length = base + (costs[at] as number) + (price[column] as number);
      const known = distance[column] as number;
      if (length < known - ROUNDING && length < shortest) {
        if (known === Number.POSITIVE_INFINITY) reached.push(column);
        distance[column] = length;
        cameFrom[column] = from;
        push(heap, length, column);
      }
    }
    const next = pop(heap, distance);
    if (next < 0 || (distance[next] as number) >= shortest) break;
    if (rowOf[next] === -1) {
      shortest = distance[next] as number;
      end = next;
      break;
    }
    walked = distance[next] as number;
    settled.push(next);
    from = rowOf[next] as number;
  }

  // Prices rise by what each settled column was nearer than the end: reduced costs stay at or above zero.
  rowPrice[added] = shortest;
  for (const column of settled) {
    const rise = shortest - (distance[column] as number);
    price[column] = (price[column] as number) + rise;
    const owner = rowOf[column] as number;
    rowPrice[owner] = (rowPrice[owner] as number) + rise;
  }

  // Everyone on the path moves on by one column.
  let free = end;
  if (end === -1 && leaver !== added) {
    free = columnOf[leaver] as number;
    columnOf[leaver] = -1;
  }
  while (free !== -1) {
    const mover = cameFrom[free] as number;
    const before = columnOf[mover] as number;
    columnOf[mover] = free;
    rowOf[free] = mover;
    free = mover === added ? -1 : before;
  }

  for (const column of reached) distance[column] = Number.POSITIVE_INFINITY;
  reached.length = 0;
  settled.length = 0;
  heap.keys.length = 0;
  heap.columns.length = 0;
}

/**
 * By column: what the rows lose together when it is taken away; its greatest price, where `price` is the
 * least. A row that loses its column goes to the next best end: a free column, its being left, or the column
 * of another row that then does the same (Bellman and Ford, as the reduced costs along a path add up).
 */
export function lossPrices({ rows, columnOf, rowPrice, rowOf, price }: Matching): Float64Array {
  const extra = rows.map(({ leave }, row) => leave - (rowPrice[row] ?? 0));
  let changed = true;
  for (let pass = 0; changed && pass < rows.length; pass++) {
    changed = false;
    rows.forEach(({ columns, costs }, row) => {
      const own = columnOf[row];
      let least = extra[row] ?? 0;
      for (let at = 0; at < columns.length; at++) {
        const column = columns[at] as number;
        if (column === own) continue;
        const owner = rowOf[column] as number;
        const reduced =
          (costs[at] as number) + (price[column] as number) - (rowPrice[row] as number);
        const end = reduced + (owner === -1 ? 0 : (extra[owner] as number));
        if (end < least - ROUNDING) {
          least = end;
          changed = true;
        }
      }
      extra[row] = least;
    });
  }
  return price.map((least, column) => {
    const owner = rowOf[column] ?? -1;
    return owner === -1 ? 0 : least + (extra[owner] ?? 0);
  });
}

function push(heap: Heap, key: number, column: number): void {
  const { keys, columns } = heap;
  let at = keys.length;
  keys.push(key);
  columns.push(column);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if ((keys[parent] as number) <= key) break;
    keys[at] = keys[parent] as number;
    columns[at] = columns[parent] as number;
    at = parent;
  }
  keys[at] = key;
  columns[at] = column;
}

/** The nearest column whose key is still its distance, −1 when there is none. */
function pop(heap: Heap, distance: Float64Array): number {
  const { keys, columns } = heap;
  while (keys.length > 0) {
    const key = keys[0] as number;
    const column = columns[0] as number;
    const lastKey = keys.pop() as number;
    const lastColumn = columns.pop() as number;
    const size = keys.length;
    if (size > 0) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= size) break;
        if (child + 1 < size && (keys[child + 1] as number) < (keys[child] as number)) child++;
        if ((keys[child] as number) >= lastKey) break;
        keys[at] = keys[child] as number;
        columns[at] = columns[child] as number;
        at = child;
      }
      keys[at] = lastKey;
      columns[at] = lastColumn;
    }
    if (key === distance[column]) return column;
  }
  return -1;
}
