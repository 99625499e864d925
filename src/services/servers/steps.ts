/** What finding and starting the private servers tells as it goes; sentences are in i18n/servers.ts. */
export type ServerName = 'redis-server' | 'mongod';

export type Step =
  | { kind: 'found'; name: ServerName; where: 'environment' | 'path' | 'cache'; path: string }
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

/** Neither this machine nor any place we know of has the server. */
export class ServerNotFound extends Error {
  readonly server: ServerName;
  constructor(server: ServerName) {
    super(`${server} not found`);
    this.server = server;
  }
}

/** The folder of `--keep` serves a demo that is running. */
export class FolderInUse extends Error {
  readonly folder: string;
  readonly pid: number;
  constructor(folder: string, pid: number) {
    super(`${folder} is in use by process ${pid}`);
    this.folder = folder;
    this.pid = pid;
  }
}

/** A server that was started did not become ready. */
export class ServerNotReady extends Error {
  readonly server: ServerName;
  readonly log: string;
  constructor(server: ServerName, log: string) {
    super(`${server} did not become ready`);
    this.server = server;
    this.log = log;
  }
}
