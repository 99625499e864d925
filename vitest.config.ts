import { defineConfig } from 'vitest/config';

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
          exclude: ['test/faults/**'],
        },
      },
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
