#!/usr/bin/env node
import * as modules from 'node:module';
import { join } from 'node:path';
import envPaths from 'env-paths';
import pkg from '../package.json' with { type: 'json' };

const [major = 0] = process.versions.node.split('.').map(Number);
const [first] = process.argv.slice(2);
if (major < 22) {
  const { messages } = await import('./i18n/index.ts');
  const language = (process.env.LC_ALL || process.env.LANG || '').startsWith('fr') ? 'fr' : 'en';
  process.stderr.write(`${messages(language).cli.oldNode(process.versions.node)}\n`);
  process.exitCode = 2;
} else if (first === '--version' || first === '-V') {
  // Answered before anything is loaded.
  process.stdout.write(`${pkg.version}\n`);
} else {
  // What was compiled once starts in half the time; older Node has no such cache.
  modules.enableCompileCache?.(join(envPaths('vigie', { suffix: '' }).cache, 'compiled'));
  // ioredis would print every command it sends, AUTH with its password, and over the screen.
  delete process.env.DEBUG;
  const { main } = await import('./cli/program.ts');
  process.exitCode = await main(process.argv.slice(2), pkg.version);
}
