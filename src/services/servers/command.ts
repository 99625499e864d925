import { execFile } from 'node:child_process';

/** Runs a program to its end without a shell; resolves with what it printed, rejects with its last line. */
export function command(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; timeoutMs?: number } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      file,
      args,
      {
        cwd: options.cwd,
        env: options.env ?? process.env,
        timeout: options.timeoutMs ?? 120_000,
        maxBuffer: 16 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        if (!error) return resolve(stdout);
        if (error.code === 'ENOENT') return reject(new Error(`${file}: not found`));
        const lastLine = stderr.trim().split('\n').at(-1);
        reject(new Error(lastLine || error.message.split('\n')[0]));
      },
    );
  });
}
