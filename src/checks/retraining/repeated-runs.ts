/** Runs of `checks.reproducible`: one run of every model a second time, without shortcuts. */
import { z } from 'zod';
import { planRuns, seedsBetween } from '../../plan/runs/plan-runs.ts';
import type { RunRecord } from '../../records/record.ts';
import { repeatedRunsOf } from '../evidence/repeated-run.ts';
import { asRepeat, defineExtraRuns, repeatOf } from '../extra-runs.ts';

/** `auto` repeats runs of at most this length. */
const CHEAP_SECONDS = 10;

const reproducibleSchema = z
  .union([z.boolean(), z.literal('auto')], { error: 'must be true, false or "auto"' })
  .default('auto')
  .describe(
    'Whether one run of every model is trained twice, to check that the result is the same; with shortcuts, the last run of each process. `auto`: for commands whose run took at most ten seconds, and for modules that took shortcuts (`trainer.shortcuts`).',
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
    const repeated = repeatedRunsOf(model.name, records, again).find(
      (run) => run.seed === seed && run.task === model.task,
    );
    if (repeated === undefined) return false;
    if (repeated.shortcuts !== undefined || again.has(repeatOf(repeated.fingerprint))) return true;
    return comparisons.length > 0 && repeated.status === 'ok' && (asked === true || isCheap(repeated));
  },
  isSure({ model, seed }, records, { reproducible: asked }) {
    const repeated = repeatedRunsOf(model.name, records).find(
      (run) => run.seed === seed && run.task === model.task,
    );
    return (
      repeated?.status === 'ok' && repeated.shortcuts === undefined && (asked === true || isCheap(repeated))
    );
  },
});

function isCheap({ cost }: RunRecord): boolean {
  return cost.wallSeconds <= CHEAP_SECONDS;
}
