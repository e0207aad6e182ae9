/** Differences of a judge's grades, corrected by labels of some cases: how often does an interval miss what people would say? */
import { markdownTable } from 'markdown-table';
import { mean } from '../../src/stats/describe.ts';
import { predictionPowered } from '../../src/stats/estimates/prediction-powered.ts';
import { createRandom, type Random, randomNormal } from '../../src/stats/random.ts';
import { tTest } from '../../src/stats/tests/t-test.ts';
import { Mean, Rate } from '../crossed/rates.ts';

const LEVEL = 0.95;

/** Chances that the judge passes an answer that people pass, or fail; by arm. */
interface JudgeWorld {
  readonly name: string;
  /** Chances to pass. */
  readonly passes: readonly [number, number];
  readonly keeps: readonly [number, number];
  readonly lenient: readonly [number, number];
}

const JUDGE_WORLDS: readonly JudgeWorld[] = [
  { name: 'a good judge', passes: [0.6, 0.7], keeps: [0.95, 0.95], lenient: [0.05, 0.05] },
  { name: 'a noisy judge', passes: [0.6, 0.7], keeps: [0.8, 0.8], lenient: [0.3, 0.3] },
  { name: 'favours the variant', passes: [0.6, 0.6], keeps: [0.9, 0.97], lenient: [0.1, 0.35] },
  { name: 'says nothing', passes: [0.6, 0.7], keeps: [0.7, 0.7], lenient: [0.7, 0.7] },
  { name: 'few fail', passes: [0.95, 0.97], keeps: [0.97, 0.97], lenient: [0.3, 0.3] },
];

function drawCase({ passes, keeps, lenient }: JudgeWorld, random: Random): { label: number; judged: number } {
  const ease = randomNormal(random);
  const [before, after] = ([0, 1] as const).map((arm) => {
    const isPass = ease * 0.7 + Math.sqrt(1 - 0.49) * randomNormal(random) < normalAt(passes[arm]);
    const isPassedByJudge = random() < (isPass ? keeps[arm] : lenient[arm]);
    return [Number(isPass), Number(isPassedByJudge)] as const;
  }) as [readonly [number, number], readonly [number, number]];
  return { label: after[0] - before[0], judged: after[1] - before[1] };
}

/** Normal quantiles of the chances above. */
function normalAt(chance: number): number {
  return { 0.6: 0.2533471, 0.7: 0.5244005, 0.95: 1.6448536, 0.97: 1.8807936 }[chance] ?? Number.NaN;
}

export function studyJudges(
  sizes: ReadonlyArray<readonly [cases: number, labels: number]>,
  repetitions: number,
) {
  const rows = JUDGE_WORLDS.map((world) => {
    const truth = world.passes[1] - world.passes[0];
    const cells = sizes.map(([cases, labels]) => {
      const random = createRandom('cases', 'judges', world.name, cases, labels);
      const [misses, alone, width, classical] = [new Rate(), new Rate(), new Mean(), new Mean()];
      for (let repetition = 0; repetition < repetitions; repetition++) {
        const drawn = Array.from({ length: cases }, () => drawCase(world, random));
        const [some, rest] = [drawn.slice(0, labels), drawn.slice(labels)];
        const given = some.map(({ label }) => label);
        const estimate = predictionPowered({
          labels: given,
          judged: some.map(({ judged }) => judged),
          unlabelled: rest.map(({ judged }) => judged),
        });
        const hasSpread = estimate.standardError > 0;
        const { low, high } = hasSpread
          ? tTest(estimate, { level: LEVEL }).interval
          : { low: estimate.difference, high: estimate.difference };
        misses.count(low > truth || high < truth);
        width.add(high - low);
        const only = predictionPowered({ labels: given, judged: given, unlabelled: [] });
        if (only.standardError > 0) {
          const { interval } = tTest(only, { level: LEVEL });
          classical.add(interval.high - interval.low);
        }
        const judged = drawn.map((one) => one.judged);
        const trusted = predictionPowered({ labels: judged, judged, unlabelled: [] });
        alone.count(
          Math.abs(mean(judged) - truth) > 1.96 * trusted.standardError && trusted.standardError > 0,
        );
      }
      const percent = ({ value }: Rate) => (100 * value).toFixed(1);
      return `${percent(misses)}, ${percent(alone)}, ${(width.value / classical.value).toFixed(2)}`;
    });
    return [world.name, ...cells];
  });
  const head = ['Judge', ...sizes.map(([cases, labels]) => `${labels} of ${cases}`)];
  return markdownTable([head, ...rows], { align: ['l', ...sizes.map(() => 'r')] });
}
