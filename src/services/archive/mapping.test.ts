import { describe, expect, it } from 'vitest';
import { finishedWords, parseMapping } from './mapping.ts';
import { MAPPINGS } from './mappings.ts';

const { vigie } = MAPPINGS;

/** Vigie's own mapping with one value changed. */
function changed(path: string, value: unknown): unknown {
  const copy = structuredClone<object>(vigie);
  const names = path.split('.');
  const last = names.pop() ?? '';
  const part = names.reduce<object>((at, name) => Reflect.get(at, name), copy);
  Reflect.set(part, last, value);
  return copy;
}

describe('a mapping', () => {
  it('that is shipped can be used, and is found by all forms of its words', () => {
    for (const mapping of Object.values(MAPPINGS)) {
      expect(parseMapping(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping);
      expect(finishedWords(mapping)).toContain('livre\u0301e');
    }
  });

  it.each([
    ['orders.id', '', 'topField', '""'],
    ['orders.id', 'a.b', 'topField', '"a.b"'],
    ['orders.client', '$where', 'field', '"$where"'],
    ['orders.client', 'a..b', 'field', '"a..b"'],
    ['orders.items.list', undefined, 'field', ''],
    ['orders.items', 'items', 'part', '"items"'],
    ['orders.delivered', [], 'words', '[]'],
    ['orders.delivered.0', 7, 'words', '7'],
    ['orders.cancelled', ['livre\u0301e'], 'sameWord', '"livrée"'],
    ['orders.version', 'seq', 'fields', '"seq"'],
    ['orders.colour', 'red', 'unknown', '"red"'],
    ['clients.collection', 'system.users', 'collection', '"system.users"'],
    ['menus', null, 'part', 'null'],
    ['archive', 'orders', 'archiveTaken', '"orders"'],
    ['archive', 'deliveries', 'archiveTaken', '"deliveries"'],
    ['archive', 'checkpoints', 'archiveTaken', '"checkpoints"'],
  ])('with %s = %j is refused', (field, value, problem, given) => {
    expect(() => parseMapping(changed(field, value))).toThrow(
      expect.objectContaining({ field, problem, given }),
    );
  });

  it('that is no mapping at all is refused', () => {
    for (const given of [null, 7, 'orders', []])
      expect(() => parseMapping(given)).toThrow(expect.objectContaining({ field: '' }));
  });
});
