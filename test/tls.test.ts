import { beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../src/services/config/config.ts';
import { loadConfig } from '../src/services/config/load.ts';
import { readHealth } from '../src/services/status/health.ts';
import { vigie } from './helpers/binary.ts';
import { carryAll } from './helpers/carry.ts';
import { type Certificates, makeCertificates } from './helpers/certificates.ts';
import { aDriver, deliver } from './helpers/life.ts';
import { securedMongod, securedRedis } from './helpers/secured.ts';
import { ownHistory, ownPlatform } from './helpers/servers.ts';

describe('both servers by TLS, with an authority of our own', () => {
  let known: Certificates;
  let other: Certificates;
  let ports: { redis: number; mongo: number };

  beforeAll(async () => {
    [known, other] = await Promise.all([makeCertificates('Vigie'), makeCertificates('Other')]);
    const { ca, certificate, key, both } = known;
    const [redis, mongod] = await Promise.all([
      securedRedis('7', (port) => [
        ...['--port', '0', '--tls-port', `${port}`, '--tls-auth-clients', 'no'],
        ...['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-ca-cert-file', ca],
      ]),
      securedMongod(
        [
          ...['--tlsMode', 'requireTLS', '--tlsCertificateKeyFile', both, '--tlsCAFile', ca],
          '--tlsAllowConnectionsWithoutCertificates',
        ],
        { tls: true, tlsCAFile: ca },
      ),
    ]);
    ports = { redis: redis.port, mongo: mongod.port };
  });

  const env = (ca: string, scheme = 'rediss', tls = `tls=true&tlsCAFile=${ca}&`) => ({
    REDIS_URL: `${scheme}://127.0.0.1:${ports.redis}`,
    REDIS_CA_FILE: ca,
    MONGO_URI: `mongodb://127.0.0.1:${ports.mongo}/?${tls}replicaSet=vigie`,
    MONGO_DB: 'tls',
    REDIS_TIMEOUT: '2',
    VIGIE_LANG: 'en',
    VIGIE_LOG_FILE: `${known.folder}/vigie.log`,
  });
  const configOf = (more: NodeJS.ProcessEnv): Config => loadConfig({}, more, []).config;

  it('a transition is done and its event is carried', async () => {
    const config = configOf(env(known.ca));
    const platform = await ownPlatform(config);
    const history = await ownHistory(config);
    await aDriver(platform, 'd1');
    await deliver(platform, 'c1', 'd1');
    await carryAll({ config, platform, history });
    expect(await history.db.collection('deliveries').findOne({ command_id: 'c1' })).toMatchObject({
      driver_id: 'd1',
    });
  });

  it('the parts of the address with an authority are TLS too', async () => {
    const { REDIS_URL: _none, ...rest } = env(known.ca);
    const parts = { ...rest, REDIS_HOST: '127.0.0.1', REDIS_PORT: `${ports.redis}` };
    const { services } = await readHealth(configOf(parts));
    expect(services.redis).toMatchObject({ status: 'up', appendonly: 'yes' });
  });

  it('vigie health says that both answer', async () => {
    const { code, out, err } = await vigie(['health'], env(known.ca));
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^redis {4}ok {2}7\./m);
    expect(out).toMatch(/^mongodb {2}ok/m);
  });

  it.each([
    ['another authority', () => env(other.ca)],
    ['no authority of ours', () => ({ ...env('', 'rediss', 'tls=true&'), REDIS_CA_FILE: '' })],
  ])('with %s vigie health says so for each, in a sentence', async (_name, wrong) => {
    const { code, out, err } = await vigie(['health'], wrong());
    expect([code, err]).toEqual([1, '']);
    const [redis, mongo, ...more] = out.trimEnd().split('\n');
    expect(redis).toMatch(
      /^The certificate of Redis at 127\.0\.0\.1:\d+ is not accepted \(.*certificate.*\)\. Name its authority in REDIS_CA_FILE\.$/,
    );
    expect(mongo).toMatch(
      /^The certificate of MongoDB at mongodb:\S+ is not accepted \(.*certificate.*\)\. Name its authority in MONGO_URI: tlsCAFile=\.$/,
    );
    expect(more).toEqual([]);
  });

  it('other commands say it too, in French as well', async () => {
    const { code, out, err } = await vigie(['events', '--lang', 'fr'], env(other.ca));
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^Le certificat de Redis à 127\.0\.0\.1:\d+ n’est pas accepté \(.*\)\./);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('without TLS neither answers, and nothing is said twice', async () => {
    const { code, out } = await vigie(['health'], env('', 'redis', ''));
    expect(code).toBe(1);
    expect(out).toMatch(/^Redis does not answer at/);
    expect(out).toMatch(/^MongoDB does not answer at/m);
    expect(out).not.toMatch(/^\s+at /m);
  });
});
