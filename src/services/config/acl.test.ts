import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MAPPINGS } from '../archive/mappings.ts';
import { keysOf } from '../redis/keys.ts';
import {
  ACL_ROLES,
  aclCommands,
  aclKeyPatterns,
  COLLECTIONS,
  mongoRole,
  redisUser,
} from './acl.ts';

/** All files below a folder whose name ends so. */
const filesIn = (folder: string, ending: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !file.includes('.test.'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'));

test.each([null, 'paris'])('every key of zone %s is under a pattern', (zone) => {
  const patterns = aclKeyPatterns(zone).map(
    (glob) => new RegExp(`^${glob.replace(/[{}]/g, '\\$&').replace('*', '.*')}$`),
  );
  const keys = Object.entries(keysOf(zone)).flatMap(([name, key]: [string, unknown]) => {
    if (name === 'zone') return [];
    const made: unknown = typeof key === 'function' ? key('free', 'x') : key;
    return [String(made)];
  });
  expect(keys.length).toBeGreaterThan(30);
  for (const key of keys)
    expect([key, patterns.some((each) => each.test(key))]).toEqual([key, true]);
});

test('a zone does not reach into another one, nor into keys without one', () => {
  expect(aclKeyPatterns('paris')).toEqual(['{paris}:*', 'zones']);
});

test('every command of every script is allowed to who runs scripts', () => {
  const called = new Set(
    filesIn('lua', '.lua').flatMap((text) =>
      [...text.matchAll(/redis\.p?call\(\s*'(\w+)'/g)].map(([, name = '']) => name.toLowerCase()),
    ),
  );
  expect(called.size).toBeGreaterThan(20);
  for (const role of ['console', 'worker', 'commands'] as const) {
    expect([...called].filter((name) => !aclCommands(role).includes(name))).toEqual([]);
  }
});

test('who only looks may run no script and write nothing', () => {
  const may = aclCommands('readonly');
  const writing = [
    'eval',
    'evalsha',
    'set',
    'hset',
    'del',
    'xadd',
    'xack',
    'publish',
    'config|get',
  ];
  expect(writing.filter((name) => may.includes(name))).toEqual([]);
  const { createRole } = mongoRole('readonly', { db: 'vigie', collection: 'deliveries' });
  const actions = new Set(createRole.privileges.flatMap((each) => each.actions));
  expect([...actions].filter((name) => /insert|update|remove|create|drop/.test(name))).toEqual([]);
});

test('every collection that the services name has its privilege', () => {
  const named = new Set(
    filesIn('src/services', '.ts').flatMap((text) =>
      [...text.matchAll(/\bcollection(?:<[^\n]*>)?(?:\(|: )'(\w+)'/g)].map(([, name = '']) => name),
    ),
  );
  named.delete('deliveries');
  // Another platform's have its own users.
  const { archive: _ours, ...theirs } = MAPPINGS.platform;
  for (const { collection } of Object.values(theirs)) named.delete(collection);
  expect(named.size).toBeGreaterThan(4);
  expect([...named].filter((name) => !COLLECTIONS.includes(name))).toEqual([]);
  const { createRole } = mongoRole('worker', { db: 'food', collection: 'done' });
  const resources = createRole.privileges.map(({ resource }) => resource);
  expect(new Set(resources.map(({ db }) => db))).toEqual(new Set(['food']));
  expect(resources.map(({ collection }) => collection)).toEqual(['', 'done', ...COLLECTIONS]);
});

test('no role may do everything, and a password is a placeholder', () => {
  for (const role of ACL_ROLES) {
    const { rules } = redisUser(role, 'paris');
    expect(rules.slice(0, 4)).toEqual(['reset', 'on', '>PASSWORD', 'resetchannels']);
    expect(rules.filter((rule) => /@|^all|nopass|^~\*$|^&\*$/.test(rule))).toEqual([]);
    expect(new Set(rules).size).toBe(rules.length);
  }
});
