/** What `compare` says of a sample of the bench, written in the plain form. */

import { Draws } from '../../../bench/crossed/draws.ts';
import { decide, type Question } from '../../../bench/evaluations/decide.ts';
import {
  drawSample,
  firstRepeats,
  type Sample,
  type Size,
  type World,
} from '../../../bench/evaluations/worlds.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { compareFiles } from '../../compare-results/compare-files.ts';

export interface Verdicts {
  readonly bench: string;
  readonly program: string;
}

export async function bothVerdicts(
  world: World,
  size: Size,
  question: Question,
  label: number,
): Promise<Verdicts> {
  const sample = drawSample(
    world,
    size,
    new Draws(createRandom('evaluations as the program', world.name, label)),
  );
  const { margin = null, looks } = question;
  const compared = firstRepeats(sample, size.repeats);
  if (compared === null) return { bench: 'refused', program: await programOf(sample, question) };
  const { verdict, isNoWorse } = decide(compared, { looks, margin });
  return {
    bench: `${verdict}${isNoWorse ? ', no worse' : ''}`,
    program: await programOf(sample, question),
  };
}

async function programOf(sample: Sample, { margin = null, looks }: Question): Promise<string> {
  const [base, head] = sample.arms.map(textOf) as [string, string];
  try {
    const { comparisons } = await compareFiles(
      { 'base.csv': base, 'head.csv': head },
      {
        ...{ baseline: 'base', metrics: ['score'], directions: [] },
        margins: margin === null ? [] : [{ metric: 'score', value: margin }],
        design: looks.length === 1 ? undefined : `${looks[0]}..${looks.at(-1)}`,
        noWorse: margin === null || looks.length > 1 ? [] : [{ metric: 'twin', margin }],
      },
    );
    const [primary, guard] = comparisons;
    const isShown = guard !== undefined && guard.difference !== null && guard.guard?.status === 'shown';
    return `${primary?.verdict}${isShown ? ', no worse' : ''}`;
  } catch (error) {
    if (error instanceof Error && error.message.includes('are left out of all arms')) return 'refused';
    throw error;
  }
}

function textOf(arm: readonly Float64Array[]): string {
  const rows = arm.flatMap((row, repeat) =>
    Array.from(row, (score, at) =>
      Number.isNaN(score) ? `${at},${repeat + 1},,,timeout` : `${at},${repeat + 1},${score},${score},`,
    ),
  );
  return `${['case,repeat,score,twin,error', ...rows].join('\n')}\n`;
}
