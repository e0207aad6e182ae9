import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { decidingSplit } from '../compare/samples.ts';
import type { SplitReader } from './run-predictions.ts';
import { type TestSetChance, testSetChance, type UnknownTestSetChance } from './test-set-chance.ts';

export interface TestSetChancesRequest {
  readonly experiment: string;
  readonly metrics: readonly Metric[];
  readonly variants: readonly string[];
  readonly alpha: number;
  readonly records: readonly RunRecord[];
  readerOf(split: Split): SplitReader;
}

/** The chance of the test examples for every variant and primary metric; predictions are read once for all of them. */
export async function testSetChances(
  request: TestSetChancesRequest,
): Promise<Array<TestSetChance | UnknownTestSetChance>> {
  const { experiment, metrics, variants, alpha, records, readerOf } = request;
  const chances: Array<TestSetChance | UnknownTestSetChance> = [];
  for (const metric of metrics.filter(({ role }) => role === 'primary')) {
    const split = decidingSplit(records, metric.name);
    if (split === null) continue;
    const predictions = readerOf(split);
    for (const variant of variants) {
      chances.push(await testSetChance({ experiment, variant, metric, alpha, records, split, predictions }));
    }
  }
  return chances;
}
