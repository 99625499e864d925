#!/usr/bin/env node
import pkg from '../package.json' with { type: 'json' };

const [major = 0] = process.versions.node.split('.').map(Number);
const [first] = process.argv.slice(2);
if (major < 22) {
  process.stderr.write(`Vigie needs Node.js 22 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 2;
} else if (first === '--version' || first === '-V') {
  // Answered before anything is loaded.
  process.stdout.write(`${pkg.version}\n`);
} else {
  const { main } = await import('./cli/program.ts');
  process.exitCode = await main(process.argv.slice(2));
}
