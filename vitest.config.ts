import { defineConfig } from 'vitest/config';

/** Files that need a process of their own: what they set is read once, when a library is loaded. */
const ALONE = ['src/components/Lines.test.tsx'];

export default defineConfig({
  test: {
    globalSetup: ['test/servers.ts'],
    // Golden frames show local times.
    env: { TZ: 'UTC' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 4,
    projects: [
      {
        extends: true,
        test: {
          name: 'main',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
          exclude: ['test/faults/**', ...ALONE],
          // Loading the program anew for each file took half of the suite's time.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
      {
        extends: true,
        test: { name: 'faults', include: ['test/faults/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        // The same suites in a zone of a Cluster of three.
        extends: true,
        test: {
          name: 'cluster',
          env: { VIGIE_TEST_CLUSTER: 'yes' },
          include: ['src/services/{redis/transitions,sync,board}/**/*.test.ts'],
          isolate: false,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/domain/**', 'src/services/**'],
      thresholds: { statements: 80, lines: 80, functions: 80, branches: 70 },
    },
  },
});
