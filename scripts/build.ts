/** Bundles the binary into dist/: one entry for people, one for the guardian of private servers. */
import { chmodSync, rmSync } from 'node:fs';
import { BINARY, bundle } from './bundle.ts';

rmSync('dist', { recursive: true, force: true });
await bundle(BINARY, 'dist');
chmodSync('dist/main.js', 0o755);
