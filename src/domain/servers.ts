/** What finding and starting the private servers tells as it goes; sentences are in i18n/servers.ts. */
export type ServerName = 'redis-server' | 'mongod';

export type Step =
  | { kind: 'found'; name: ServerName; where: 'environment' | 'path' | 'cache'; path: string }
  | { kind: 'unusable'; name: ServerName; path: string; version: string | null; needed: string }
  | { kind: 'fetching'; name: ServerName; from: 'mongodb' | 'debian' | 'pypi' }
  | { kind: 'progress'; name: ServerName; received: number; total: number | null }
  | { kind: 'unavailable'; name: ServerName; from: 'mongodb' | 'debian' | 'pypi'; reason: string }
  | { kind: 'installed'; name: ServerName; path: string }
  | { kind: 'started'; name: ServerName; version: string; ms: number }
  | { kind: 'without_history' };

export type OnStep = (step: Step) => void;

/** What happens to a server that runs. */
export type Notice =
  | { kind: 'server_died'; name: ServerName; attempt: number }
  | { kind: 'server_restarted'; name: ServerName; attempt: number }
  | { kind: 'server_given_up'; name: ServerName }
  | { kind: 'guardian_died' };
