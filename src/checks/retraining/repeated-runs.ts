/** The runs of `checks.reproducible`: one run of every model a second time, without shortcuts. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type PlannedRun, planRuns, seedsBetween } from '../../plan/runs/plan-runs.ts';
import type { RunRecord } from '../../records/record.ts';
import { type Compared, defineExtraRuns } from '../extra-runs.ts';

const FIRST_SEED = 1;
/** `auto` repeats runs that are no longer. */
const CHEAP_SECONDS = 10;

const reproducibleSchema = z
  .union([z.boolean(), z.literal('auto')], { error: 'must be true, false or "auto"' })
  .default('auto')
  .describe(
    'Whether one run of every model is trained twice, to check that the result is the same. `auto`: for commands whose run took at most ten seconds, and for modules that took shortcuts (`trainer.shortcuts`).',
  );

export const repeatedRuns = defineExtraRuns({
  options: { reproducible: reproducibleSchema },
  isRepeat: true,
  plan({ models, trainer, looks }, { reproducible: asked }) {
    const isProbed =
      asked === true || (asked === 'auto' && (trainer.kind === 'command' || trainer.hasShortcuts));
    const seeds = seedsBetween(0, looks.at(-1) ?? 0);
    return {
      groups: (isProbed ? models : []).map((model) => ({
        model: model.name,
        runs: planRuns([model], seeds).map(asRepeat),
      })),
    };
  },
  isWorthwhile({ model, seed }, compared, { reproducible: asked }) {
    const { records, comparisons, again = new Map() } = compared;
    const repeated = repeatedRun(model.name, records, again);
    if (repeated?.seed !== seed) return false;
    if (repeated.shortcuts !== undefined || again.has(repeatOf(repeated.fingerprint))) return true;
    return comparisons.length > 0 && repeated.status === 'ok' && (asked === true || isCheap(repeated));
  },
  isSure({ model, seed }, records, { reproducible: asked }) {
    const repeated = repeatedRun(model.name, records);
    return (
      repeated?.seed === seed &&
      repeated.shortcuts === undefined &&
      repeated.status === 'ok' &&
      (asked === true || isCheap(repeated))
    );
  },
});

/**
 * The run of the comparison that is repeated. What runs leave behind in their process adds up, so of those with shortcuts it is the last one of a
 * process: the one that the most others came before.
 *
 * @param again runs that were repeated already, by the fingerprint of the repeat
 * @returns null where the first run did not finish: then what is wrong is known
 */
export function repeatedRun(
  model: string,
  records: readonly RunRecord[],
  again: NonNullable<Compared['again']> = new Map(),
): RunRecord | null {
  const own = records.filter((run) => run.model === model && ['ok', 'diverged'].includes(run.status));
  const [last] = own
    .filter(({ shortcuts }) => shortcuts !== undefined)
    .sort((a, b) => (b.shortcuts ?? 0) - (a.shortcuts ?? 0) || b.seed - a.seed);
  if (last !== undefined) return last;
  const known = own.find(({ fingerprint }) => again.has(repeatOf(fingerprint)));
  return known ?? own.find(({ seed, status }) => seed === FIRST_SEED && status === 'ok') ?? null;
}

function isCheap({ cost }: RunRecord): boolean {
  return cost.wallSeconds <= CHEAP_SECONDS;
}

/** Known by a fingerprint of its own: under the first run's it would be taken from the store. */
export function asRepeat(run: PlannedRun): PlannedRun {
  return { ...run, fingerprint: repeatOf(run.fingerprint) };
}

/** The fingerprint of a run's repeat. */
export function repeatOf(fingerprint: string): string {
  return createHash('sha256').update(`${fingerprint} repeated`).digest('hex');
}
