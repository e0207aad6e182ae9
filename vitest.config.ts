import { defineConfig } from 'vitest/config';

/** Real experiments, and every fault of GitHub: minutes of training and waiting, which `npm test` has no room for. */
const LONG = [
  'test/system/{action-*,against-itself,data-checks,own-runs,pitfalls,recipes,sklearn-wine,torch-digits}.test.ts',
  // Writes keep the pace that GitHub asks for: some three seconds a comment.
  'test/github/publish/publish.test.ts',
  'test/bench/calibration.test.ts',
];

const shared = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    // Two workers: the tests spawn training processes of their own, and CI has two cores.
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: 'quick', include: ['test/**/*.test.ts'], exclude: LONG } },
      { test: { ...shared, name: 'long', include: LONG } },
    ],
  },
});
