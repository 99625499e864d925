import { readFileSync } from 'node:fs';
import type { Messages } from '../i18n/index.ts';
import { type Mapping, MappingError, parseMapping } from '../services/archive/mapping.ts';
import { MAPPINGS } from '../services/archive/mappings.ts';
import type { Config, MongoConfig } from '../services/config/config.ts';
import { UsageError } from './exit.ts';

const isShipped = (name: string): name is keyof typeof MAPPINGS => Object.hasOwn(MAPPINGS, name);

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The mapping that `--mapping` means: a shipped one by its name, or a file; UsageError with a sentence. */
export function mappingOption(m: Messages, given: unknown): Mapping {
  const name = String(given);
  if (isShipped(name)) return MAPPINGS[name];
  const { unreadable, notJson, wrong, problems } = m.archive.mapping;
  let text: string;
  try {
    text = readFileSync(name, 'utf8');
  } catch (error) {
    throw new UsageError(unreadable(name, reasonOf(error)));
  }
  let json: unknown;
  try {
    // Some editors put a mark before the first letter.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(notJson(name, reasonOf(error)));
  }
  try {
    return parseMapping(json);
  } catch (error) {
    if (!(error instanceof MappingError)) throw error;
    throw new UsageError(wrong(name, error.field, error.given, problems[error.problem]));
  }
}

const MAX_DB_NAME = 63;

/** The same servers with the database of the simulation; UsageError where its name would be too long. */
export function simulationOf({ mongo }: Config, m: Messages): MongoConfig {
  const db = `${mongo.db}-simulation`;
  if (Buffer.byteLength(db) > MAX_DB_NAME) throw new UsageError(m.archive.simulationName(db));
  return { ...mongo, db };
}
