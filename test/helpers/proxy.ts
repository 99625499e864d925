import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Where the server behind a proxy listens. */
export type Target = { readonly path: string } | { readonly host: string; readonly port: number };

/** A TCP proxy of the test's own, in front of a real server, that can misbehave. */
export interface TestProxy {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Connections that have ended since the start. */
  ended(): number;
  /**
   * Lets the next request that holds `words` through, throws the server's answer away and cuts that
   * connection: done, and nobody was told. Resolves when it has happened.
   */
  cutReply(words: string): Promise<void>;
  /** Like `cutReply`, but the connection stays open and silent for good, as behind a firewall that forgot it. */
  loseReply(words: string): Promise<void>;
  /** Holds each answer back for so many ms; their order stays. */
  delay(ms: number): void;
  /** Requests go through, answers never come; a connection that has lost one stays silent. */
  mute(): void;
  /** Ends one direction of every open connection: towards the client, or towards the server. */
  halfClose(towards: 'client' | 'server'): void;
  /** Cuts every connection, and each new one at once. */
  refuse(): void;
  /** Behaves from now on; what was held back or swallowed stays so. */
  normal(): void;
  close(): Promise<void>;
}

/** A trap for one request: what it holds, what is done at its answer. */
interface Trap {
  readonly words: string;
  readonly cut: boolean;
  readonly sprung: () => void;
}

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  trap: Trap | null;
  silent: boolean;
}

/** Starts a proxy in front of a server. */
export async function startProxy(target: Target): Promise<TestProxy> {
  const links = new Set<Link>();
  let mode: 'normal' | 'mute' | 'refuse' = 'normal';
  let delayMs = 0;
  let trap: Trap | null = null;
  let ended = 0;

  const cut = (link: Link) => {
    link.client.destroy();
    link.server.destroy();
    if (links.delete(link)) ended += 1;
  };

  /** The answer to a request in a trap: not passed on. */
  const spring = (link: Link, { cut: cuts, sprung }: Trap) => {
    link.trap = null;
    if (cuts) cut(link);
    else link.silent = true;
    sprung();
  };

  const open = (client: Socket) => {
    if (mode === 'refuse') {
      client.on('error', () => undefined);
      client.destroy();
      ended += 1;
      return;
    }
    const server = connect({ ...target, allowHalfOpen: true });
    const link: Link = { client, server, trap: null, silent: false };
    links.add(link);
    let held = 0;
    let line = Promise.resolve();
    /** In the order of arrival, `delayMs` later. */
    const answer = (pass: () => void) => {
      if (delayMs === 0 && held === 0) return pass();
      const due = Date.now() + delayMs;
      held += 1;
      line = line
        .then(() => pause(Math.max(0, due - Date.now())))
        .then(() => {
          held -= 1;
          if (links.has(link)) pass();
        });
    };
    client.on('data', (data) => {
      if (trap && data.includes(trap.words)) {
        link.trap = trap;
        trap = null;
      }
      server.write(data);
    });
    server.on('data', (data) => {
      if (link.trap) return spring(link, link.trap);
      // For good: TCP loses nothing in the middle, a later answer would stand in for a lost one.
      if (mode === 'mute') link.silent = true;
      if (link.silent) return;
      answer(() => client.write(data));
    });
    client.on('end', () => server.end());
    server.on('end', () => answer(() => client.end()));
    for (const socket of [client, server]) {
      socket.on('error', () => cut(link));
      socket.on('close', () => cut(link));
    }
  };

  const listener = createServer({ allowHalfOpen: true }, open);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const setTrap = (words: string, cuts: boolean) =>
    new Promise<void>((sprung) => {
      trap = { words, cut: cuts, sprung };
    });

  return {
    port: (listener.address() as AddressInfo).port,
    ended: () => ended,
    cutReply: (words) => setTrap(words, true),
    loseReply: (words) => setTrap(words, false),
    delay: (ms) => {
      delayMs = ms;
    },
    mute: () => {
      mode = 'mute';
    },
    halfClose: (towards) => {
      for (const link of links) link[towards].end();
    },
    refuse: () => {
      mode = 'refuse';
      for (const link of links) cut(link);
    },
    normal: () => {
      mode = 'normal';
      delayMs = 0;
      trap = null;
    },
    close: () => {
      for (const link of links) cut(link);
      return new Promise((resolve) => listener.close(() => resolve()));
    },
  };
}
