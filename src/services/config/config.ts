import type { ThemeName } from '../../domain/theme.ts';
import type { Language } from '../../i18n/index.ts';

type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One server of a Cluster. */
export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

export interface RedisConfig {
  /** Some servers of a Cluster, the others are asked for; empty: one server, at path or host and port. */
  readonly nodes: readonly RedisNode[];
  /** A unix socket, or null for host and port. */
  readonly path: string | null;
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username: string | null;
  readonly password: string | null;
  readonly tls: boolean;
  /** Certificates of the authorities to trust, PEM; null: those that Node.js trusts. */
  readonly ca: string | null;
  readonly timeoutMs: number;
}

export interface MongoConfig {
  readonly uri: string;
  /** The database in force: `baseDb`, or `<baseDb>-<zone>` in a zone. */
  readonly db: string;
  /** MONGO_DB as it was given: what a process of another zone, or a child, is told. */
  readonly baseDb: string;
  /** The collection of delivered orders. */
  readonly collection: string;
  readonly timeoutMs: number;
  readonly poolSize: number;
}

/** Everything that is settable, parsed once. */
export interface Config {
  readonly redis: RedisConfig;
  readonly mongo: MongoConfig;
  readonly zone: string | null;
  /** How long finished orders stay in Redis once MongoDB has them. */
  readonly retentionHours: number;
  readonly lang: Language;
  /** IANA: where a day of a report, or of `whatif`, begins and ends. */
  readonly timeZone: string;
  readonly operator: string;
  readonly ascii: boolean;
  readonly theme: ThemeName;
  /** The console changes nothing: actions that write do not exist in it. */
  readonly readonly: boolean;
  /** The console rings for a new critical alert. */
  readonly bell: boolean;
  readonly log: { readonly level: LogLevel; readonly file: string };
}
