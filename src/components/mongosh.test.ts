import { expect, it } from 'vitest';
import { shellLine, shellRows } from './mongosh.ts';

it('a question is written as mongosh takes it', () => {
  const pipeline = [
    { $match: { region: 'Val-d’"Oise"', at: { $gte: new Date(0) }, 'a.b': null } },
    { $group: { _id: null, n: { $sum: 1 } } },
  ];
  const line = shellLine('past', pipeline);
  expect(line).toBe(
    'db.past.aggregate([{ $match: { region: "Val-d’\\"Oise\\"", at: { $gte: ISODate("1970-01-01T00:00:00.000Z") }, "a.b": null } }, { $group: { _id: null, n: { $sum: 1 } } }])',
  );
  expect(shellRows('my deliveries', pipeline)).toEqual([
    'db.getCollection("my deliveries").aggregate([',
    expect.stringMatching(/^ {2}\{ \$match: /),
    '  { $group: { _id: null, n: { $sum: 1 } } },',
    '])',
  ]);
});
