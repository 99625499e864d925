/**
 * Draws docs/live.svg, the README's picture, from a real frame: runs the demo in a pseudo-terminal,
 * lets it live for a while, and turns what the terminal shows into an SVG.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const COLUMNS = 120;
const ROWS = 40;
const CELL = { width: 8.4, height: 17 };
const LIVES_FOR_MS = Number(process.argv[2] ?? 60) * 1_000;
const FOREGROUND = '#d0d0d0';
const BACKGROUND = '#16181d';
const COLORS = [
  '#16181d',
  '#e06c75',
  '#98c379',
  '#e5c07b',
  '#61afef',
  '#c678dd',
  '#56b6c2',
  '#d0d0d0',
];

const terminal = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
const demo = spawn(process.execPath, ['dist/main.js', 'demo', '--as', 'desk1', '--lang', 'en'], {
  cols: COLUMNS,
  rows: ROWS,
  env: { ...process.env, TERM: 'xterm-256color', FORCE_COLOR: '1', LANG: 'C.UTF-8' },
});
demo.onData((data) => terminal.write(data));

const screen = () =>
  Array.from(
    { length: ROWS },
    (_, y) => terminal.buffer.active.getLine(y)?.translateToString(true) ?? '',
  );
while (!screen().some((line) => line.includes('Waiting'))) await pause(100);
await pause(LIVES_FOR_MS);
demo.write('jb');
await pause(1_500);

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** One row as runs of cells that look the same. */
function drawRow(y: number): string {
  const line = terminal.buffer.active.getLine(y);
  const parts: string[] = [];
  for (let x = 0; line && x < COLUMNS; ) {
    const look = lookAt(x, y);
    let text = '';
    const start = x;
    while (x < COLUMNS && lookAt(x, y) === look) {
      const cell = line.getCell(x);
      text += cell?.getChars() || ' ';
      x += Math.max(1, cell?.getWidth() ?? 1);
    }
    if (text.trim() === '' && !look.includes('inverse')) continue;
    const [color = FOREGROUND, ...flags] = look.split(' ');
    const inverse = flags.includes('inverse');
    const left = (10 + start * CELL.width).toFixed(1);
    const top = 10 + y * CELL.height;
    const width = ((x - start) * CELL.width).toFixed(1);
    if (inverse)
      parts.push(
        `<rect x="${left}" y="${top}" width="${width}" height="${CELL.height}" fill="${color}"/>`,
      );
    const weight = flags.includes('bold') ? ' font-weight="bold"' : '';
    const opacity = flags.includes('dim') ? ' opacity="0.55"' : '';
    parts.push(
      `<text x="${left}" y="${top + 13}" fill="${inverse ? BACKGROUND : color}"${weight}${opacity} textLength="${width}" lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>`,
    );
  }
  return parts.join('');
}

function lookAt(x: number, y: number): string {
  const cell = terminal.buffer.active.getLine(y)?.getCell(x);
  if (!cell) return FOREGROUND;
  const color = cell.isFgPalette() ? (COLORS[cell.getFgColor() % 8] ?? FOREGROUND) : FOREGROUND;
  const flags = [cell.isBold() && 'bold', cell.isDim() && 'dim', cell.isInverse() && 'inverse'];
  return [color, ...flags.filter(Boolean)].join(' ');
}

const width = Math.ceil(COLUMNS * CELL.width + 20);
const height = ROWS * CELL.height + 20;
const rows = Array.from({ length: ROWS }, (_, y) => drawRow(y)).join('\n');
mkdirSync('docs', { recursive: true });
writeFileSync(
  'docs/live.svg',
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" xml:space="preserve">
<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>
${rows}
</svg>
`,
);
demo.write('q');
const ended = new Promise<void>((resolve) => demo.onExit(() => resolve()));
await Promise.race([ended, pause(15_000)]);
process.exit(0);
