/** Puts the repeats of all arms together at a look, as `compare` does with logs that exist. */
import { UserError } from '../../config/user-error.ts';
import type { CaseTable } from '../../records/evaluations/evaluation.ts';
import { joinParts } from '../../records/evaluations/join-parts.ts';
import type { RunCases } from '../../records/evaluations/run-cases.ts';
import { type SettleOptions, settleCases } from '../../records/evaluations/settle-cases.ts';
import { renameMetrics } from '../../records/metrics/metric-sources.ts';
import type { SourcedMetric } from '../../records/readers/named/source-of.ts';
import type { SplitPredictions } from '../../records/readers/predictions/prediction-table.ts';
import type { RunRecord } from '../../records/record.ts';
import type { RunStore } from '../../records/store/store.ts';
import { mean } from '../../stats/describe.ts';
import { quote } from '../../words/list.ts';
import { createSplitReaders, type SplitReaders } from '../examples/run-predictions.ts';
import { type ComparedMetrics, withPassScores } from './pass-metrics.ts';

export interface SettledRepeats {
  /** Without copies of earlier repeats. Metrics are means over the cases that all arms share. */
  readonly records: readonly RunRecord[];
  readonly readerOf: SplitReaders;
  readonly cases: CaseTable;
  readonly notes: readonly string[];
  /** Arms whose repeats all have the same answers, so that further ones show nothing. */
  readonly fixed: readonly string[];
  /** Variants with more or fewer repeats than the baseline. Repeats are no pairs, so all count. */
  readonly unpaired: readonly string[];
}

export interface BrokenRepeats {
  /** Why the arms can't be compared. */
  readonly fault: string;
}

interface Request {
  /** The baseline first. */
  readonly models: readonly string[];
  readonly metrics: readonly SourcedMetric[];
  readonly compared: ComparedMetrics;
  readonly casesOf: RunStore['casesOf'];
  readonly options: SettleOptions;
  /** The least deciding score that passes, for pass^k. */
  readonly passMark?: number | undefined;
}

interface Repeat {
  readonly record: RunRecord;
  readonly cases: RunCases;
}

/** @returns a function that takes all records up to a look; null where no repeat has finished */
export function createSettling({ models, metrics, compared, casesOf, options, passMark }: Request) {
  const known = new Map<string, RunCases>();

  async function repeatOf(record: RunRecord): Promise<Repeat> {
    const { fingerprint, model, seed } = record;
    const cases = known.get(fingerprint) ?? (await casesOf(record));
    if (cases === null)
      throw new UserError(`${model}, repeat ${seed}: its cases are not on record; run it again`);
    known.set(fingerprint, cases);
    return { record, cases };
  }

  return async function settle(
    records: readonly RunRecord[],
  ): Promise<SettledRepeats | BrokenRepeats | null> {
    try {
      const arms: Array<readonly Repeat[]> = [];
      for (const name of models) {
        const own = records.filter(({ model, status }) => model === name && status === 'ok');
        const repeats: Repeat[] = [];
        for (const record of [...own].sort((a, b) => a.seed - b.seed)) repeats.push(await repeatOf(record));
        if (repeats.length > 0) arms.push(repeats);
      }
      const [first] = arms;
      return first === undefined ? null : settleArms(arms, records);
    } catch (error) {
      if (error instanceof UserError) return { fault: error.message };
      throw error;
    }
  };

  function settleArms(arms: ReadonlyArray<readonly Repeat[]>, records: readonly RunRecord[]): SettledRepeats {
    requireOneTool(arms.flat());
    const joined = arms.map((repeats) => {
      const model = repeats[0]?.record.model ?? '';
      const parts = repeats.map(({ cases }) => ({ model, ...cases }));
      return joinParts(model, model, parts, true);
    });
    const { runs, cases, notes = [] } = withPassScores(settleCases(joined, options), compared, passMark);
    if (cases === undefined) throw new Error('settled cases have a table');
    const kept = cases.arms.flatMap((arm, at) =>
      arm.repeats.map((repeat) => arms[at]?.[joined[at]?.repeats.indexOf(repeat) ?? -1]?.record),
    );
    const tables = new Map<string, SplitPredictions>();
    const numbers = new Map<string, number>();
    const settled = kept.flatMap((record, index) => {
      const table = runs[index]?.table.splits.get('test');
      if (record === undefined || table === undefined) return [];
      const seed = (numbers.get(record.model) ?? 0) + 1;
      numbers.set(record.model, seed);
      const key = `${record.model} ${seed}`;
      tables.set(key, table);
      const test = Object.fromEntries(
        [...table.scores].map(([name, values]) => [name, mean(Array.from(values).filter(Number.isFinite))]),
      );
      // Repeats have no number in common, so the first of one arm meets the first of another.
      return [renameMetrics({ ...record, seed, metrics: { test } }, metrics)];
    });
    const readerOf = createSplitReaders(async ({ model, seed }) => {
      const table = tables.get(`${model} ${seed}`);
      return table === undefined ? null : new Map([['test', table]]);
    });
    const failed = records.filter(({ status }) => status !== 'ok');
    return {
      records: [...settled, ...failed],
      readerOf,
      cases,
      notes: [...notes, ...describeDays(arms)],
      fixed: cases.arms.flatMap(({ model, repeats }, at) =>
        repeats.length === 1 && (joined[at]?.repeats.length ?? 0) > 1 ? [model] : [],
      ),
      unpaired: cases.arms.flatMap(({ model, repeats }) =>
        repeats.length === cases.arms[0]?.repeats.length ? [] : [model],
      ),
    };
  }
}

/** A provider can change its model between two days, which looks like an effect of the change. */
function describeDays(arms: ReadonlyArray<readonly Repeat[]>): string[] {
  const days = arms.map((repeats) => ({
    model: repeats[0]?.record.model ?? '',
    days: [...new Set(repeats.flatMap(({ record }) => record.cost.day ?? []))].sort().join(', '),
  }));
  const [first, ...others] = days;
  const other = others.find((arm) => arm.days !== '' && arm.days !== first?.days);
  if (first === undefined || first.days === '' || other === undefined) return [];
  return [
    `${quote(first.model)} was evaluated on ${first.days}, and ${quote(other.model)} on ${other.days}. If a provider can have changed in between, evaluate both again with another --output.`,
  ];
}

function requireOneTool(repeats: readonly Repeat[]): void {
  const [first, ...others] = repeats;
  const other = others.find(({ cases }) => cases.tool !== first?.cases.tool);
  if (first === undefined || other === undefined) return;
  throw new UserError(
    `${quote(other.record.model)} is a log of ${other.cases.tool}, but ${quote(first.record.model)} is one of ${first.cases.tool}; evaluate both with one tool`,
  );
}
