import type { ServerName } from '../../domain/servers.ts';

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
