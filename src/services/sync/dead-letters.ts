import type { Collection } from 'mongodb';
import type { VigieEvent } from '../../domain/event.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { type Entry, parseEvent } from '../redis/events.ts';
import { inEpoch, readCut } from './checkpoint.ts';
import { documentsOf } from './documents.ts';
import { writeAll } from './write.ts';

/** Longest text kept of what can't be written: it may be just its size. */
const LETTER_TEXT = 200_000;

interface Kept {
  _id: string;
  reason: string;
  /** Field, value, … of the stream entry. */
  fields: string[];
  at: Date;
  repaired_by?: string;
}

/** An entry of the stream that could not be carried to MongoDB. */
export interface DeadLetter {
  /** The stream entry's own id. */
  readonly id: string;
  readonly reason: string;
  readonly at: Date;
  readonly fields: Readonly<Record<string, string>>;
  readonly repairedBy: string | null;
}

function collection({ db }: History): Collection<Kept> {
  return db.collection<Kept>('dead_letters');
}

/** Whose letters: the zone is in the ids. */
type Zone = Pick<Platform, 'keys'>;

const prefixOf = ({ keys }: Zone) => `${keys.zone ?? '-'}/`;

/** Keeps an entry that can't be written, with the reason, where an operator finds it. Throws MongoDown's cause. */
export async function bury(
  platform: Platform,
  history: History,
  [streamId, fields]: Entry,
  reason: string,
): Promise<void> {
  const kept = fields.map((text) => text.slice(0, LETTER_TEXT));
  await collection(history).updateOne(
    { _id: `${prefixOf(platform)}${streamId}` },
    { $set: { reason, fields: kept, at: new Date() } },
    { upsert: true },
  );
}

/** How many there are in this zone. */
export function countDeadLetters(platform: Zone, history: History): Promise<number> {
  return collection(history).countDocuments({
    _id: { $gt: prefixOf(platform), $lt: `${prefixOf(platform)}~` },
  });
}

/** The newest entries among them and why they could not be carried, `limit` at most. */
export async function newestDeadLetters(
  platform: Zone,
  history: History,
  limit: number,
): Promise<Pick<DeadLetter, 'id' | 'reason' | 'at'>[]> {
  const prefix = prefixOf(platform);
  const range = { _id: { $gt: prefix, $lt: `${prefix}~` } };
  const kept = await collection(history)
    .find(range, { sort: { _id: -1 }, limit, projection: { fields: 0 } })
    .toArray();
  return kept.map(({ _id, reason, at }) => ({ id: _id.slice(prefix.length), reason, at }));
}

/** The dead letters of this zone, oldest entry first; however many there are, they are read in batches. */
export async function* deadLetters(
  platform: Platform,
  history: History,
): AsyncGenerator<DeadLetter> {
  const prefix = prefixOf(platform);
  const range = { _id: { $gt: prefix, $lt: `${prefix}~` } };
  for await (const kept of collection(history).find(range).sort({ _id: 1 }))
    yield letterOf(kept, prefix);
}

function letterOf({ _id, reason, at, fields, repaired_by }: Kept, prefix: string): DeadLetter {
  const record: Record<string, string> = {};
  for (let i = 0; i + 1 < fields.length; i += 2) record[fields[i] ?? ''] = fields[i + 1] ?? '';
  return {
    id: _id.slice(prefix.length),
    reason,
    at,
    fields: record,
    repairedBy: repaired_by ?? null,
  };
}

/** One dead letter, null when there is none of that id. */
export async function readDeadLetter(
  platform: Platform,
  history: History,
  id: string,
): Promise<DeadLetter | null> {
  const prefix = prefixOf(platform);
  const kept = await collection(history).findOne({ _id: `${prefix}${id}` });
  return kept && letterOf(kept, prefix);
}

/** Fields of a stream entry itself; any other name is one of the record that it carries. */
const OWN = ['seq', 'epoch', 'type', 'at', 'by', 'via', 'order', 'driver', 'record'];
/** In both: the entry's own and the record's. */
const BOTH = ['version', 'status'];

/** The fields of an entry after a repair. Pure. A record that is no JSON object begins anew. */
export function repaired(
  fields: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>,
): Record<string, string> {
  const after = { ...fields };
  const record = recordOf(changes.record ?? fields.record);
  for (const [name, value] of Object.entries(changes)) {
    if (name !== 'record' && (OWN.includes(name) || BOTH.includes(name))) after[name] = value;
    if (!OWN.includes(name)) record[name] = value;
  }
  return { ...after, record: JSON.stringify(record) };
}

function recordOf(text: string | undefined): Record<string, unknown> {
  try {
    const record: unknown = JSON.parse(text ?? '');
    return typeof record === 'object' && record !== null ? { ...record } : {};
  } catch {
    return {};
  }
}

/** Writes changed fields into a dead letter; the reason it then has, null when it can be parsed again. */
export async function repairDeadLetter(
  platform: Platform,
  history: History,
  { letter, changes, by }: { letter: DeadLetter; changes: Record<string, string>; by: string },
): Promise<string | null> {
  const fields = Object.entries(repaired(letter.fields, changes)).flat();
  const parsed = parseEvent([letter.id, fields]);
  const reason = 'fault' in parsed ? parsed.fault : 'repaired, not yet replayed';
  await collection(history).updateOne(
    { _id: `${prefixOf(platform)}${letter.id}` },
    { $set: { fields, reason, repaired_by: by } },
  );
  return 'fault' in parsed ? parsed.fault : null;
}

/**
 * Carries a dead letter to MongoDB as the worker would have; what is newer there stays. Answers why it
 * still can't be, null when it is done and the letter gone. Throws MongoDown.
 */
export async function replayDeadLetter(
  platform: Platform,
  history: History,
  letter: DeadLetter,
): Promise<string | null> {
  const reason = await carryAgain(platform, history, letter);
  const _id = `${prefixOf(platform)}${letter.id}`;
  if (reason === null) await collection(history).deleteOne({ _id });
  else await collection(history).updateOne({ _id }, { $set: { reason } });
  return reason;
}

async function carryAgain(
  platform: Platform,
  history: History,
  { id, fields }: DeadLetter,
): Promise<string | null> {
  const parsed = parseEvent([id, Object.entries(fields).flat()]);
  if ('fault' in parsed) return parsed.fault;
  const event: VigieEvent = inEpoch(parsed, await readCut(platform, history));
  const reasons = await writeAll(history, documentsOf(event, platform.keys.zone));
  return reasons.size === 0 ? null : [...reasons.values()].join('; ');
}
