import { defineConfig } from 'vitest/config';
import LongestFirst from './test/support/longest-first.ts';

/** `*.long.test.ts`: real experiments, and every fault of GitHub. They take minutes, which `npm test` has no room for. */
const LONG = '{test,packages/*/test}/**/*.long.test.ts';

/** `*.slow.test.ts`: whole journeys of a new user, by hand before a release (`npm run test:slow`). CI has no room for them. */
const SLOW = '{test,packages/*/test}/**/*.slow.test.ts';

/** Ends a test that hangs, and no other: the real experiments of the long ones take a quarter of this on a busy machine. */
const hanging = (milliseconds: number) => ({ testTimeout: milliseconds, hookTimeout: milliseconds });

const shared = {
  setupFiles: ['test/support/leave-nothing-behind.ts', 'test/support/seeded-properties.ts'],
};

export default defineConfig({
  test: {
    // One more than CI has cores: many tests wait for processes, servers and time limits.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/support/skipped-tests.ts'],
    projects: [
      // The files of a worker share its modules: loading them anew for each of 360 files takes 100 seconds.
      {
        test: {
          ...shared,
          ...hanging(120_000),
          name: 'quick',
          isolate: false,
          include: ['{test,packages/*/test}/**/*.test.ts'],
          exclude: [LONG, SLOW],
        },
      },
      { test: { ...shared, ...hanging(600_000), name: 'long', include: [LONG] } },
      { test: { ...shared, ...hanging(600_000), name: 'slow', include: [SLOW] } },
    ],
  },
});
