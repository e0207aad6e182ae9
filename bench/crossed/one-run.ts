/**
 * Computes false alarms of the paired t test over examples and of McNemar's for one run per model. Under no difference, either
 * wins a discordant example equally often.
 */
import { crossedEstimate, crossedTest } from '../../src/stats/crossed/crossed-test.ts';
import { mcNemar } from '../../src/stats/tests/mcnemar.ts';
import { layOut } from '../../test/stats/crossed/lay-out.ts';
import { tableOf } from './rates.ts';

const ALPHA = 0.05;
const SIZES = [20, 50, 100, 200, 500, 2000];
/** Mean numbers of discordant examples. */
const DISCORDANT = [2, 4, 6, 8, 10, 15, 20, 30, 50, 100, 200];

export function studyOneRun(): string {
  return tableOf(
    SIZES.map((examples) => {
      const worst = { t: 0, midP: 0, exact: 0 };
      const at = { t: 0, midP: 0, exact: 0 };
      for (const discordant of DISCORDANT.filter((count) => count <= examples / 2)) {
        const rates = falseAlarms(examples, discordant / examples);
        for (const test of ['t', 'midP', 'exact'] as const) {
          if (rates[test] > worst[test]) [worst[test], at[test]] = [rates[test], discordant];
        }
      }
      const show = (test: keyof typeof worst) =>
        `${(100 * worst[test]).toFixed(2)} (${at[test]} examples differ)`;
      return {
        Examples: examples,
        'paired t': show('t'),
        "McNemar's mid-p": show('midP'),
        "McNemar's exact": show('exact'),
      };
    }),
  );
}

function falseAlarms(examples: number, rate: number) {
  const alarms = { t: 0, midP: 0, exact: 0 };
  const logChoose = logBinomials(examples);
  for (let differing = 1; differing <= examples; differing++) {
    const chance = Math.exp(
      (logChoose[differing] as number) +
        differing * Math.log(rate) +
        (examples - differing) * Math.log1p(-rate),
    );
    if (chance < 1e-9) continue;
    const ofSplit = logBinomials(differing);
    for (let won = 0; 2 * won <= differing; won++) {
      const sides = 2 * won === differing ? 1 : 2;
      const both = sides * chance * Math.exp((ofSplit[won] as number) - differing * Math.LN2);
      const { midP, exact } = mcNemar(won, differing - won);
      if (pairedT(examples, differing, won) <= ALPHA) alarms.t += both;
      if (midP <= ALPHA) alarms.midP += both;
      if (exact <= ALPHA) alarms.exact += both;
    }
  }
  return alarms;
}

const known = new Map<string, number>();

function pairedT(examples: number, differing: number, won: number): number {
  const key = `${examples} ${differing} ${won}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const row = new Float64Array(examples).fill(-1, 0, differing).fill(1, 0, won);
  const estimate = crossedEstimate(layOut([row]));
  const pValue = estimate.standardError > 0 ? crossedTest(estimate).pValue : 0;
  known.set(key, pValue);
  return pValue;
}

function logBinomials(n: number): number[] {
  let value = 0;
  return Array.from({ length: n + 1 }, (_, k) => {
    if (k > 0) value += Math.log((n - k + 1) / k);
    return value;
  });
}
