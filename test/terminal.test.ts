import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Servers, startServers } from '../src/services/servers/start.ts';
import { vigie } from './helpers/binary.ts';
import { commandOf, descendants, isAlive } from './helpers/processes.ts';
import { until } from './helpers/servers.ts';
import { openShell, openTerminal, type Terminal } from './helpers/terminal.ts';

let servers: Servers;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  servers = await startServers({ redis: { appendfsync: 'no' } });
  env = {
    ...{ REDIS_URL: servers.redisUrl ?? '', MONGO_URI: servers.mongoUri ?? '', VIGIE_LANG: 'en' },
    VIGIE_LOG_FILE: `${servers.folder}/vigie.log`,
  };
  expect((await vigie(['seed'], env)).code).toBe(0);
});
afterAll(() => servers.stop());

/** Whether every row of the screen has what a frame has there: no hole, nothing left of a shell. */
function isWhole(terminal: Terminal, columns: number, rows: number): boolean {
  const lines = terminal.screen();
  const edges = lines.slice(columns > 100 ? 2 : 3, -2);
  return (
    lines.length === rows &&
    lines[0]?.startsWith(' vigie') === true &&
    edges.every((line) => line.length === columns && /^[╭│╰]/.test(line) && /[╮│╯]$/.test(line))
  );
}

/** The console in a shell, and whether the shell has its terminal back as it was. */
async function inShell(...args: string[]) {
  const shell = openShell({ env });
  await prompts(shell);
  shell.start(...args);
  await shell.sees('Waiting, longest first');
  await shell.sees('▸ c1');
  const isRestored = async () => {
    expect(shell.modes()).toEqual({ alternate: false, cursorHidden: false });
    await prompts(shell);
    shell.press('stty -a | grep -o " -*icanon\\| -*echo " | tr -d "\\n"; echo .\r');
    await shell.sees(' icanon echo .');
  };
  return { shell, isRestored };
}

/** Waits for the shell to ask for the next command; what was typed too late for the console may stand before it. */
async function prompts(shell: Terminal): Promise<void> {
  await until('the prompt', () =>
    shell
      .screen()
      .findLast((line) => line !== '')
      ?.trim()
      .endsWith('$'),
  );
}

/** The console's own process below its shell. */
function consoleOf(shell: Terminal): number {
  const pid = descendants(shell.pid).find((each) => commandOf(each).includes('dist/main.js'));
  if (pid === undefined) throw new Error('no console runs in this shell');
  return pid;
}

describe('Ctrl-Z', () => {
  it('gives the terminal to the shell, and fg brings a whole frame in the size it has by then', async () => {
    const { shell, isRestored } = await inShell();
    shell.press('j\u001a');
    await shell.sees('Stopped');
    await isRestored();

    shell.resize(80, 24);
    shell.press('fg\r');
    await until('a whole frame', () => isWhole(shell, 80, 24));
    expect(shell.modes()).toEqual({ alternate: true, cursorHidden: true });
    shell.press('k');
    await shell.sees('▸ c1');

    // Again, from elsewhere: the same for who stops it by a signal.
    process.kill(consoleOf(shell), 'SIGTSTP');
    await until('the shell is back', () => !shell.modes().alternate);
    shell.resize(120, 40);
    shell.press('fg\r');
    await until('a whole frame again', () => isWhole(shell, 120, 40));
    shell.press('q');
    await until('the end', () => !shell.modes().alternate);
    await isRestored();
  });

  it('says so where there is no shell', async () => {
    const terminal = openTerminal([], { env });
    await terminal.sees('▸ c1');
    terminal.press('\u001a');
    await terminal.sees('There is no shell');
    expect(isWhole(terminal, 120, 40)).toBe(true);
    terminal.press('q');
    expect(await terminal.exit()).toBe(0);
  });

  it('does not stop the worker that the console started', async () => {
    const { shell } = await inShell();
    shell.press('W');
    await shell.sees('worker ●');
    const worker = descendants(consoleOf(shell)).find((pid) => commandOf(pid).includes('worker'));
    expect(worker).toBeDefined();
    shell.press('\u001a');
    await shell.sees('Stopped');
    const status = await vigie(['status', '--json'], env);
    expect(JSON.parse(status.out)).toMatchObject({ worker: { n: 1 } });
    shell.press('fg\r');
    await until('a whole frame', () => isWhole(shell, 120, 40));
    shell.press('q');
    await until('the worker has ended', () => !isAlive(worker ?? 0));
  });
});

describe('a crash', () => {
  // What nobody foresaw, at a signal: in a timer of the program, while it draws, in what draws all.
  const drawingIn = (name: string, method: string) => `const before = Array.prototype.${method};
    Array.prototype.${method} = function (...given) {
      const callers = new Error().stack.split("\\n    at ");
      if (callers.some((each) => each.split(" (")[0].includes("${name}"))) throw new Error("it broke");
      return before.apply(this, given);
    }`;
  const crashes = {
    program: 'throw new Error("it broke")',
    promise: 'Promise.reject(new Error("it broke"))',
    screen: drawingIn('liveBody', 'flatMap'),
    'drawing of everything': drawingIn('Output', 'entries'),
  };
  it.each(Object.entries(crashes))(
    'in the %s restores the terminal and names the log',
    async (_, code) => {
      const hook = `data:text/javascript,${encodeURIComponent(`process.on("SIGUSR2", () => { ${code} })`)}`;
      const shell = openShell({ env: { ...env, NODE_OPTIONS: `--import=${hook}` } });
      await prompts(shell);
      shell.start();
      await shell.sees('▸ c1');
      process.kill(consoleOf(shell), 'SIGUSR2');
      shell.press('j');
      await until('the shell', () => !shell.modes().alternate);
      await shell.sees('it broke');
      await prompts(shell);
      // Away with what was typed for the console.
      shell.press('\u0015echo "code $?"\r');
      await shell.sees('code 1');
      const words = shell.screen().join('');
      const [log = ''] = /\/\S+vigie-console\S+\.log/.exec(words) ?? [];
      expect(readFileSync(log, 'utf8')).toContain('it broke');
    },
  );
});

describe('a lost connection', () => {
  it.each(['SIGHUP', 'SIGTERM'] as const)('%s ends the console and its worker', async (signal) => {
    const terminal = openTerminal([], { env });
    await terminal.sees('▸ c1');
    terminal.press('W');
    await terminal.sees('worker ●');
    const below = descendants(terminal.pid);
    expect(below.length).toBeGreaterThan(0);
    process.kill(terminal.pid, signal);
    await terminal.exit();
    await until('everything has ended', () => !below.some(isAlive));
  });

  it('ends a suspended console too', async () => {
    const { shell } = await inShell();
    const pid = consoleOf(shell);
    shell.press('\u001a');
    await shell.sees('Stopped');
    shell.hangUp();
    await until('the console has ended', () => !isAlive(pid));
  });
});

it('a screen reader is given lines that are never written over', async () => {
  const terminal = openTerminal([], {
    columns: 200,
    rows: 90,
    env: { ...env, INK_SCREEN_READER: 'true' },
  });
  await terminal.sees('Waiting, longest first:');
  await terminal.sees('Tab panels');
  expect(terminal.modes()).toMatchObject({ alternate: false });
  terminal.press('j');
  const first = terminal.screen().findIndex((line) => line.startsWith('order, client'));
  const second = terminal.screen()[first + 2] ?? '';
  await until(
    'the next row, once more',
    () => terminal.screen().filter((line) => line === second).length === 2,
  );
  terminal.press('q');
  expect(await terminal.exit()).toBe(0);
});
