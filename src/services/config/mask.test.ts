import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hidePasswords, maskText, maskUri } from './mask.ts';

test.each([
  ['redis://:pw@h:6379/2', 'redis://:***@h:6379/2'],
  ['rediss://me:pw@h', 'rediss://me:***@h'],
  ['unix://:pw@/run/redis.sock?db=1', 'unix://:***@/run/redis.sock?db=1'],
  ['redis://[::1]:6379', 'redis://[::1]:6379'],
  [
    'mongodb://me:pw@a:1,b:2/db?replicaSet=rs0&w=majority',
    'mongodb://me:***@a:1,b:2/db?replicaSet=rs0&w=majority',
  ],
  ['mongodb+srv://me:pw@c.example.com/', 'mongodb+srv://me:***@c.example.com/'],
  [
    'mongodb://a/?authMechanismProperties=AWS_SESSION_TOKEN:pw',
    'mongodb://a/?authMechanismProperties=***',
  ],
  ['mongodb://a/?unheardOf=pw&tls=true', 'mongodb://a/?***&tls=true'],
  ['redis://pw@h', 'redis://***@h'],
])('%s is shown as %s', (uri, shown) => {
  expect(maskUri(uri)).toBe(shown);
});

test.each([
  'redis://me:pw',
  'redis://:pw',
  'redis://me:p@w@h',
  'redis://me:p/w@h',
  'redis://me:p w@h',
  'pw',
  'me:pw@h',
])('of the malformed %s nothing but the scheme is shown', (uri) => {
  expect(maskUri(uri)).toMatch(/^(redis:\/\/)?\*\*\*$/);
});

/** A password that can be recognised, with anything around its heart, raw or as an address needs it. */
const password = fc
  .tuple(fc.string({ unit: 'grapheme' }), fc.string(), fc.boolean())
  .map(([before, after, encode]) => {
    const text = `${before.toWellFormed()}hunter2${after.toWellFormed()}`;
    return encode ? encodeURIComponent(text) : text;
  });

const addressOf = fc.constantFrom(
  (secret: string) => `redis://:${secret}@localhost:6379/0`,
  (secret: string) => `rediss://me:${secret}@cache.example.com`,
  (secret: string) => `redis://${secret.replaceAll(':', '')}@localhost`,
  (secret: string) => `redis://me:${secret}`,
  (secret: string) => `unix://me:${secret}@/run/redis.sock`,
  (secret: string) => `mongodb://me:${secret}@a:27017,b:27018/db?replicaSet=rs0`,
  (secret: string) => `mongodb+srv://me:${secret}@c.example.com/`,
  (secret: string) => `mongodb://a/?authMechanismProperties=AWS_SESSION_TOKEN:${secret}`,
  (secret: string) => `mongodb://a/?tlsCertificateKeyFilePassword=${secret}`,
  (secret: string) => `me:${secret}@localhost`,
);

test('a password is never in a masked address', () => {
  fc.assert(
    fc.property(addressOf, password, (address, secret) => {
      // After these the text of an option is another option or part of it, whose name is then plain.
      fc.pre(!/&[a-z]+=.*hunter2/i.test(address(secret)));
      expect(maskUri(address(secret))).not.toContain('hunter2');
    }),
    { numRuns: 2_000 },
  );
});

test('a password is never in a masked line, whatever stands around the address', () => {
  const address = fc.constantFrom(
    (secret: string) => `redis://:${secret}@localhost:6379/0`,
    (secret: string) => `mongodb://me:${secret}@a:27017,b:27018/db`,
  );
  const line = fc.string().map((text) => text.replaceAll('\n', ' '));
  fc.assert(
    fc.property(address, password, line, line, (addressWith, secret, before, after) => {
      fc.pre(!secret.includes('\n') && !secret.includes('://'));
      expect(maskText(`${before}${addressWith(secret)}${after}`)).not.toContain('hunter2');
    }),
    { numRuns: 2_000 },
  );
});

test('addresses without secrets stay readable in a sentence', () => {
  expect(maskText('no answer (redis://localhost:6379), nor from mongodb://me:pw@a/db.')).toBe(
    'no answer (redis://localhost:6379), nor from mongodb://me:***@a/db.',
  );
});

test('a password in force is hidden in any text, however it is written; a short one would hide words', () => {
  const password = 'corr"ect/horse';
  expect(maskText(password)).toBe(password);
  hidePasswords([password, null, 'redis']);
  expect(maskText(`a ${password} b`)).toBe('a *** b');
  expect(maskText(encodeURIComponent(password))).toBe('***');
  expect(maskText(JSON.stringify({ password }))).toBe('{"password":"***"}');
  expect(maskText('redis is down')).toBe('redis is down');
});
