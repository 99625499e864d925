/** Bundles programs as the binary is bundled: the benches measure what users run. */
import { build } from 'esbuild';

/** What the binary is made of: an entry for people, one for the guardian of private servers. */
export const BINARY = {
  main: 'src/main.ts',
  guardian: 'src/services/servers/guardian.ts',
} as const;

/** `entryPoints`: name of the output to source file. */
export async function bundle(
  entryPoints: Readonly<Record<string, string>>,
  outdir: string,
): Promise<void> {
  await build({
    entryPoints: { ...entryPoints },
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    // React picks its production build at bundling time; some dependencies still call require().
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    // Optional parts of the MongoDB driver and of Ink that we do not ship.
    external: [
      'kerberos',
      '@mongodb-js/zstd',
      '@aws-sdk/credential-providers',
      'gcp-metadata',
      'snappy',
      'socks',
      'aws4',
      'mongodb-client-encryption',
      'react-devtools-core',
    ],
  });
}
