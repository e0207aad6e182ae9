import { pairRuns } from '../../analysis/compare/samples.ts';
import { isHardwareName } from '../../records/hardware-names.ts';
import type { RunRecord } from '../../records/record.ts';
import { defineCheck } from '../define-check.ts';
import { baselineOf, eachVariant } from '../subjects.ts';
import { notChecked, shortenPath } from '../words.ts';

const THRESHOLD = 0.5;
/** The index of a device: `cuda:1`. */
const PLACE = /:\d+$/;

/**
 * Another processor sums in another order, another GPU has other kernels and precision, and times can't be compared. Machines are
 * known by the processor, GPU and driver in a record, and by what the run or a parameter states (`environment.gpu`, `params.device`).
 */
export const machine = defineCheck({
  id: 'machine',
  title: 'were both arms trained on the same kind of machine?',
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
    const base = { value: differing.length / pairs.length, threshold: THRESHOLD };
    const [before = '', after = ''] = differing[0]?.[0] ?? [];
    const named = `${differing.length} of ${pairs.length} pairs were trained on two kinds of machines: ${shortenPath(before)} and ${shortenPath(after)}`;
    if (differing.length === 0) {
      const message = `all ${pairs.length} pairs were trained on one kind of machine`;
      return { ...base, status: 'pass', message };
    }
    if (reusedHold === true) {
      const message = `${named}; a reused run gave the same result when trained again here`;
      return { ...base, status: 'pass', message };
    }
    if (base.value < THRESHOLD) return { ...base, status: 'pass', message: named };
    const message = `${named}. The kind of machine changes times, and can change results`;
    const advice = 'train both arms on one kind of machine; do not compare their times';
    return { ...base, status: 'warn', message, advice };
  },
});

function hardwareOf({ environment, params, cost }: RunRecord): Map<string, string> {
  const stated = Object.entries({ ...params, ...environment })
    .filter(([key]) => isHardwareName(key))
    .map(([key, value]) => [key, String(value).replace(PLACE, '')] as const);
  // A record that names its host also names its GPU, if it has one.
  const found = cost.node === undefined ? cost : { gpu: 'no GPU', ...cost };
  const measured = (['machine', 'gpu', 'driver'] as const).flatMap((key) =>
    found[key] === undefined ? [] : [[`measured ${key}`, found[key]] as const],
  );
  return new Map([...measured, ...stated]);
}
