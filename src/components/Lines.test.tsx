import { renderToString } from 'ink';
import { afterEach, expect, it, vi } from 'vitest';
import { Lines } from './Lines.tsx';

// Read once by chalk, when it is loaded: here is no terminal, and colours are what is looked at.
vi.hoisted(() => {
  process.env.FORCE_COLOR = '1';
});
afterEach(() => vi.unstubAllEnvs());

const drawn = (ascii = false) =>
  renderToString(
    <Lines ascii={ascii} lines={[[{ text: 'waiting', color: 'yellow', inverse: true }]]} />,
  );

it('rows have colours, unless NO_COLOR says otherwise; inverse stays', () => {
  vi.stubEnv('NO_COLOR', '');
  expect(drawn()).toContain('\u001b[33m');
  vi.stubEnv('NO_COLOR', '1');
  expect(drawn()).not.toMatch(/\u001b\[(3[0-7]|9[0-7])m/);
  expect(drawn()).toContain('\u001b[7m');
});
