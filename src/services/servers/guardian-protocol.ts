/** What a parent asks of its guardian. */
export type Request =
  | {
      do: 'start';
      id: string;
      file: string;
      args: readonly string[];
      env: NodeJS.ProcessEnv;
      log: string;
    }
  | { do: 'signal'; id: string; signal: NodeJS.Signals }
  | { do: 'remove'; path: string }
  | { do: 'stop' };

/** What the guardian tells its parent. */
export type Report =
  | { told: 'started'; id: string; pid: number }
  | { told: 'failed'; id: string; reason: string }
  | { told: 'exited'; id: string; pid: number };
