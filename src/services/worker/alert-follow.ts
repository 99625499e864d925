import { type AlertKind, MANY, parseAlertId, ruleOf } from '../../domain/alert.ts';
import { nextWatched, type Sight, type Watched } from '../../domain/alert-watch.ts';
import type { Platform } from '../redis/connect.ts';
import { openAlert, resolveAlert } from '../redis/transitions/alerts.ts';

/** At most so many alerts of a kind that nobody has answered; all others are told by one: `12 more orders late`. */
export const MOST = 20;
/** More than there can be of all kinds together. */
const READ_MOST = 1_000;
/** A count is forgotten when no check follows. */
const PENDING_SECONDS = 60;

type Fields = Readonly<Record<string, string>>;

/** Where there are about as many as are told, their number crosses the line again and again. */
const CALM_MANY = 12;

/** What the sentence of an alert needs. */
export interface Description {
  readonly driver?: string | null;
  /** As it was when the alert opened. */
  readonly details: Fields;
  /** What changes while it is open: written anew at each check, without an event. */
  readonly live?: Fields;
}

/** What one check found for one kind. */
export interface Found {
  readonly kind: AlertKind;
  /** What is bad now, the worst first; twice MOST beyond those that are known are enough. */
  readonly bad: readonly string[];
  /** How many are bad in all. */
  readonly total: number;
  /** What is seen of subjects that are known and not among the bad. */
  readonly judge: (subjects: readonly string[]) => Promise<readonly Sight[]>;
  readonly describe: (subjects: readonly string[]) => Promise<readonly Description[]>;
}

/** The subjects of each kind that are open, muted or counted, by kind; MANY is left out. */
export async function knownSubjects({
  redis,
  keys,
}: Platform): Promise<(kind: AlertKind) => string[]> {
  const sets = [keys.alertsOpen, keys.alertsMuted, keys.alertsPending];
  const ids = await Promise.all(sets.map((key) => redis.zrange(key, '0', `${READ_MOST - 1}`)));
  const named = ids.flat().flatMap((id) => parseAlertId(id) ?? []);
  return (kind) => [
    ...new Set(
      named
        .filter((each) => each.kind === kind && each.subject !== MANY)
        .map(({ subject }) => subject),
    ),
  ];
}

/** A subject at one check: what was kept of it, what is seen, what follows. */
interface Checked {
  readonly subject: string;
  readonly before: Watched;
  readonly sight: Sight;
  readonly after: Watched;
}

/**
 * Takes one kind a check further: counts, opens and resolves by its hysteresis. What finds no room is
 * told by one alert with their number. Harmless when two workers do it at once.
 */
export async function follow(
  platform: Platform,
  known: readonly string[],
  found: Found,
): Promise<void> {
  const { kind, bad, total } = found;
  const isBad = new Set(bad);
  const isKnown = new Set(known);
  const unknown = bad.filter((subject) => !isKnown.has(subject));
  const fresh = unknown.length === 0 ? [] : unknown.slice(0, await room(platform, kind, known));
  const unsure = known.filter((subject) => !isBad.has(subject));
  const judged = unsure.length > 0 ? await found.judge(unsure) : [];
  const sights = new Map<string, Sight>([
    ...unsure.map((subject, i): [string, Sight] => [subject, judged[i] ?? 'gone']),
    ...known.filter((each) => isBad.has(each)).map((each): [string, Sight] => [each, 'bad']),
    ...fresh.map((each): [string, Sight] => [each, 'bad']),
  ]);
  const shown = [...sights.values()].filter((sight) => sight === 'bad').length;
  const hidden = Math.max(0, total - shown);
  sights.set(MANY, hidden > 0 ? 'bad' : 'good');

  const checked = await check(platform, kind, sights);
  const told = checked.filter(({ after, sight }) => after.state === 'told' && sight === 'bad');
  const singles = told.map(({ subject }) => subject).filter((subject) => subject !== MANY);
  const described = singles.length > 0 ? await found.describe(singles) : [];
  const about = new Map(singles.map((subject, i) => [subject, described[i]]));
  about.set(MANY, { details: {}, live: { count: String(hidden) } });

  await keep(platform, kind, checked, about);
  for (const { subject, before, after } of checked) {
    if (after.state === 'told' && before.state !== 'told')
      await open(platform, kind, subject, about.get(subject));
    if (after.state === 'none' && before.state === 'told')
      await resolveAlert(platform, { kind, subject }, { by: 'worker' });
  }
}

/** How many more can be told one by one: what somebody has in hand, or does not want to hear of, takes no place. */
async function room(
  { redis, keys }: Platform,
  kind: AlertKind,
  known: readonly string[],
): Promise<number> {
  const pipeline = redis.pipeline();
  for (const subject of known) pipeline.hget(keys.alert(kind, subject), 'state');
  const replies = known.length > 0 ? ((await pipeline.exec()) ?? []) : [];
  const answered = replies.filter(
    ([, state]) => state === 'acknowledged' || state === 'muted',
  ).length;
  return Math.max(0, MOST - known.length + answered);
}

async function check(
  { redis, keys }: Platform,
  kind: AlertKind,
  sights: ReadonlyMap<string, Sight>,
): Promise<Checked[]> {
  const rule = ruleOf(kind);
  if (!rule) return [];
  const pipeline = redis.pipeline();
  for (const subject of sights.keys())
    pipeline.hmget(keys.alert(kind, subject), 'state', 'checks', 'calm');
  const replies = (await pipeline.exec()) ?? [];
  return [...sights].map(([subject, sight], i) => {
    const [error, reply] = replies[i] ?? [];
    if (error) throw error;
    const before = watchedOf((reply ?? []) as (string | null)[]);
    const hysteresis = subject === MANY ? { ...rule, toResolve: CALM_MANY } : rule;
    return { subject, before, sight, after: nextWatched(before, sight, hysteresis) };
  });
}

function watchedOf([state, checks, calm]: readonly (string | null)[]): Watched {
  if (state === 'pending') return { state, checks: Number(checks ?? 0) };
  if (state === 'open' || state === 'acknowledged' || state === 'muted')
    return { state: 'told', calm: Number(calm ?? 0), muted: state === 'muted' };
  return { state: 'none' };
}

/** Writes the counts and what changes: no events, only what the next check and the screens read. */
async function keep(
  { redis, keys }: Platform,
  kind: AlertKind,
  checked: readonly Checked[],
  about: ReadonlyMap<string, Description | undefined>,
): Promise<void> {
  const pipeline = redis.pipeline();
  for (const { subject, before, after, sight } of checked) {
    const key = keys.alert(kind, subject);
    const member = `${kind}:${subject}`;
    if (after.state === 'pending') {
      pipeline.hset(key, 'state', 'pending', 'checks', after.checks);
      pipeline.expire(key, PENDING_SECONDS);
      pipeline.zadd(keys.alertsPending, 0, member);
    } else if (after.state === 'none' && before.state !== 'told') {
      if (before.state === 'pending') pipeline.del(key);
      // Also one whose count was forgotten.
      pipeline.zrem(keys.alertsPending, member);
    } else if (after.state === 'told' && before.state === 'told') {
      const live = sight === 'bad' ? about.get(subject)?.live : undefined;
      if (live || after.calm !== before.calm) pipeline.hset(key, { ...live, calm: after.calm });
    }
  }
  if (pipeline.length > 0) await pipeline.exec();
}

async function open(
  platform: Platform,
  kind: AlertKind,
  subject: string,
  { driver = null, details, live }: Description = { details: {} },
): Promise<void> {
  const severity = ruleOf(kind)?.severity ?? 'warning';
  const alert = { kind, subject, driver, severity, details: { ...details, ...live } };
  await openAlert(platform, alert, { by: 'worker' });
}
