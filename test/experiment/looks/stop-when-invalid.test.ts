/** The watch goes through the runs of a model only where one repeats another: it has to find what the check would find at every run. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSettled, seedEffect } from '../../../src/checks/comparison/seed-effect.ts';
import { watchRuns } from '../../../src/experiment/looks/stop-when-invalid.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { judgeOne, named } from '../../checks/judge.ts';
import { record } from '../../checks/records.ts';
import { parseConfig } from '../../support/parse-config.ts';

const config = parseConfig(
  'trainer: { command: train }\nmodels: { variants: [{ name: a }] }\nmetrics: [{ name: accuracy }]\nseeds: 50\nlimits: { failed-runs: 1 }\n',
  'conclusive.yml',
);

test('an ignored seed is found at the run at which the check first fails, and in no other experiment', () => {
  const accuracies = fc.constantFrom(0.8, 0.81, 1);
  const losses = fc.constantFrom(undefined, 0.123456789012, 0.987654321098);
  const statuses = fc.constantFrom('ok', 'ok', 'ok', 'diverged' as const);
  fc.assert(
    fc.property(fc.array(fc.tuple(accuracies, losses, statuses), { maxLength: 12 }), (runs) => {
      const records = runs.map(([accuracy, loss, status], index) =>
        record('a', index + 1, {
          status: status as RunRecord['status'],
          metrics: { test: { accuracy, ...(loss === undefined ? {} : { loss }) } },
        }),
      );
      const watch = watchRuns({ config, looks: [50], models: named('baseline', 'a') });
      let isWrong = false;
      for (const [index, one] of records.entries()) {
        const own = records.slice(0, index + 1);
        isWrong ||=
          isSettled(own, 'a') &&
          judgeOne(seedEffect, { records: own, models: named('a'), metrics: config.metrics }).status ===
            'fail';
        expect(watch.isInvalid(one)).toBe(isWrong);
      }
    }),
  );
});
