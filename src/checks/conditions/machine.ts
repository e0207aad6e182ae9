import { pairRuns } from '../../analysis/compare/samples.ts';
import { isHardwareName } from '../../records/hardware-names.ts';
import type { RunRecord } from '../../records/record.ts';
import { defineCheck } from '../define-check.ts';
import { baselineOf, eachVariant } from '../subjects.ts';
import { notChecked, shortenPath } from '../words.ts';

/** From this share of the pairs on, a difference may be that of the machines. */
const THRESHOLD = 0.5;
/** Which of several alike: `cuda:1`. */
const PLACE = /:\d+$/;

/**
 * Whether both arms were trained on the same kind of machine: processor, GPU and driver, which whoever starts a run writes into its record,
 * and what the run itself or a parameter says of its hardware (`environment.gpu` or `gpu` in metrics.json, `params.device`). Another processor sums in another order, another GPU has other
 * kernels and precision, and times cannot be compared at all. Warns where at least half of the pairs were trained on two kinds;
 * where a reused run was trained again here and came out the same, results do not hang on the machine.
 */
export const machine = defineCheck({
  id: 'machine',
  title: 'were both arms trained on the same kind of machine?',
  invalidates: false,
  options: {},
  needs: ['records'],
  of: eachVariant,
  judge({ model }, { records, reusedHold, ...setup }) {
    const pairs = pairRuns(records, baselineOf(setup), model).flatMap((pair) => {
      const theirs = hardwareOf(pair[0]);
      const own = hardwareOf(pair[1]);
      const shared = [...own].flatMap(([key, name]) =>
        theirs.has(key) ? [[theirs.get(key), name] as const] : [],
      );
      return shared.length === 0 ? [] : [shared.filter(([before, after]) => before !== after)];
    });
    if (pairs.length === 0) return notChecked('the runs do not report their machine');
    const differing = pairs.filter((differences) => differences.length > 0);
    const base = { value: differing.length / pairs.length, threshold: THRESHOLD, interval: null } as const;
    const [before = '', after = ''] = differing[0]?.[0] ?? [];
    const said = `${differing.length} of ${pairs.length} pairs were trained on two kinds of machines`;
    const named = `${said}: ${shortenPath(before)} and ${shortenPath(after)}`;
    if (differing.length === 0) {
      const message = `all ${pairs.length} pairs were trained on one kind of machine`;
      return { ...base, status: 'pass', message, advice: null };
    }
    if (reusedHold === true) {
      const message = `${named}; a reused run gave the same result when trained again here`;
      return { ...base, status: 'pass', message, advice: null };
    }
    const isWarned = base.value >= THRESHOLD;
    return {
      ...base,
      status: isWarned ? 'warn' : 'pass',
      message: named,
      advice: isWarned ? 'train both arms on one kind of machine; do not compare their times' : null,
    };
  },
});

function hardwareOf({ environment, params, cost }: RunRecord): Map<string, string> {
  const stated = Object.entries({ ...params, ...environment })
    .filter(([key]) => isHardwareName(key))
    .map(([key, value]) => [key, String(value).replace(PLACE, '')] as const);
  // A record that names its host would name its GPU: without one it had none.
  const found = cost.node === undefined ? cost : { gpu: 'no GPU', ...cost };
  const measured = (['machine', 'gpu', 'driver'] as const).flatMap((key) =>
    found[key] === undefined ? [] : [[`measured ${key}`, found[key]] as const],
  );
  return new Map([...measured, ...stated]);
}
