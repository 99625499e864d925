/** Bundles programs as the binary is bundled: the benches measure what users run. */
import { readFileSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';
import { SIMPLE } from '../src/components/text.ts';

/** What the binary is made of: an entry for people, one for the guardian of private servers, one for the thread that plans. */
export const BINARY = {
  main: 'src/main.ts',
  guardian: 'src/services/servers/guardian.ts',
  'planner-thread': 'src/services/planner/planner-thread.ts',
} as const;

/** Pieces of our libraries that cost a frame or the start most: what stands there, and what is put there. */
const FASTER: readonly { file: RegExp; from: string; to: string }[] = [
  {
    // Its way for plain ASCII, for all that takes one column as well: borders, bars, accents.
    file: /[\\/]string-width[\\/]index\.js$/,
    from: '/^[\\u0020-\\u007E]*$/',
    to: String(SIMPLE),
  },
  {
    // What it knows of a row's letters outlives the frame: most rows are those of the frame before.
    file: /[\\/]ink[\\/]build[\\/]output\.js$/,
    from: 'caches = new OutputCaches();',
    to: 'caches = OutputCaches.shared = OutputCaches.shared?.styledChars.size < 400 ? OutputCaches.shared : new OutputCaches();',
  },
  {
    // Its layout is inside the file: fetching it from there would load a whole HTTP client first.
    file: /[\\/]yoga-wasm-base64-esm\.js$/,
    from: 'return w||"function"!=typeof fetch?Promise',
    to: 'return 1?Promise',
  },
];

/** Puts them there. A library that was changed so that a piece is gone fails the build. */
const faster: Plugin = {
  name: 'faster',
  setup: ({ onLoad }) => {
    for (const { file, from, to } of FASTER) {
      onLoad({ filter: file }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        if (!source.includes(from)) throw new Error(`${path} has no ${from}`);
        return { contents: source.replace(from, () => to), loader: 'js' };
      });
    }
  },
};

/** `entryPoints`: name of the output to source file. `bare`: with the libraries as they are. */
export async function bundle(
  entryPoints: Readonly<Record<string, string>>,
  outdir: string,
  { bare = false } = {},
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
    plugins: bare ? [] : [faster],
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
