/** The marks of the screen, in Unicode and for terminals without it. Never emoji: terminals disagree on their width. */
const UNICODE = {
  topLeft: '╭',
  topRight: '╮',
  bottomLeft: '╰',
  bottomRight: '╯',
  horizontal: '─',
  vertical: '│',
  up: '●',
  down: '○',
  full: '●',
  empty: '○',
  cursor: '▸',
  arrow: '→',
  minus: '−',
  dash: '–',
  ascending: '▲',
  descending: '▼',
  euro: '€',
  times: '×',
  free: '●',
  busy: '■',
  silent: '○',
  waiting: '▲',
  assigned: '△',
  pickedUp: '▽',
  place: '+',
  ends: ['├', '┤'],
  bars: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
};

export type Glyphs = typeof UNICODE;

const ASCII: Glyphs = {
  topLeft: '+',
  topRight: '+',
  bottomLeft: '+',
  bottomRight: '+',
  horizontal: '-',
  vertical: '|',
  up: '*',
  down: 'o',
  full: '#',
  empty: '.',
  cursor: '>',
  arrow: '>',
  minus: '-',
  dash: '-',
  ascending: '^',
  descending: 'v',
  euro: 'EUR',
  times: 'x',
  free: 'f',
  busy: 'b',
  silent: 's',
  waiting: 'W',
  assigned: 'A',
  pickedUp: 'D',
  place: '+',
  ends: ['|', '|'],
  bars: ['.', ':', '-', '=', '+', '*', '#', '@'],
};

export function glyphs(ascii: boolean): Glyphs {
  return ascii ? ASCII : UNICODE;
}

/** The newest `width` values as a row of bars between their least and their most. */
export function sparkline(values: readonly number[], width: number, { bars }: Glyphs): string {
  const shown = values.slice(-width);
  const least = Math.min(...shown);
  const most = Math.max(...shown);
  const heights = shown.map((value) => {
    const share = most === least ? 0 : (value - least) / (most - least);
    return bars[Math.round(share * (bars.length - 1))] ?? '';
  });
  return heights.join('').padStart(width);
}
