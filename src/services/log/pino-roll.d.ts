declare module 'pino-roll' {
  import type { DestinationStream } from 'pino';

  interface RollOptions {
    file: string;
    size?: string;
    frequency?: 'daily' | 'hourly';
    dateFormat?: string;
    limit?: { count: number; removeOtherLogFiles?: boolean };
    mode?: number;
    sync?: boolean;
  }

  /** A stream to a file that is rolled by size and age; rejects when the folder can't be written. */
  export default function build(
    options: RollOptions,
  ): Promise<DestinationStream & { on(event: 'error', listener: (error: Error) => void): void }>;
}
