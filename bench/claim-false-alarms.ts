/**
 * Measures how often a claim at the boundary of truth is called supported or contradicted, for
 * docs/contributing/check-calibration.md.
 *
 *   npx rolldown bench/claim-false-alarms.ts --platform node --file node_modules/.cache/claim-false-alarms.mjs --log-level silent
 *   node node_modules/.cache/claim-false-alarms.mjs [--repetitions 4000] [--write]
 *
 * It takes some six minutes, with and without the studentised bootstrap.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { replacePart } from '../scripts/generated-files.ts';
import type { MeasuredComparison } from '../src/analysis/compare/comparison.ts';
import { decideAll } from '../src/analysis/decide/decide.ts';
import { parseClaim } from '../src/config/claim/claim.ts';
import { createRandom, type Random, randomNormal } from '../src/stats/random.ts';
import { judgeClaim } from '../src/verdict/claim.ts';
import { DEFAULT, decideByLooks, measure } from './calibration/design.ts';
import { ALPHA, createSample, METRIC, type Sample, VARIANT } from './calibration/sample.ts';
import { PAIRS } from './calibration/worlds.ts';

const { values: options } = parseArgs({
  options: { repetitions: { type: 'string', default: '4000' }, write: { type: 'boolean', default: false } },
});
const REPETITIONS = Number(options.repetitions);
/** In standard deviations of a pair's difference, as all differences here. */
const MARGIN = 0.75;
const METRICS = [
  { name: METRIC, role: 'primary', direction: 'maximize', margin: MARGIN, unit: 'none' },
] as const;

const exponential = (random: Random): number => -Math.log(1 - random()) - 1;
const LAWS: Readonly<Record<string, (random: Random) => number>> = {
  normal: randomNormal,
  'exponential − 1': exponential,
  '1 − exponential': (random) => -exponential(random),
};

interface Question {
  readonly truth: number;
  readonly claim: string;
  readonly wrong: 'supported' | 'contradicted';
  /** Nominal error in percent for normal differences. */
  readonly promise: number;
}

const amount = (truth: number): Question[] => {
  const claim = `${METRIC} ${truth < 0 ? '' : '+'}${truth}`;
  return [
    { truth, claim, wrong: 'supported', promise: 2.5 },
    { truth, claim, wrong: 'contradicted', promise: 2.5 },
  ];
};
const QUESTIONS: readonly Question[] = [
  { truth: -MARGIN, claim: 'no regression', wrong: 'supported', promise: 2.5 },
  ...amount(-MARGIN),
  { truth: 0, claim: 'improvement', wrong: 'supported', promise: 2.5 },
  { truth: 0, claim: 'no regression', wrong: 'contradicted', promise: 2.5 },
  ...amount(0.5),
  ...amount(1),
];

function atTheStop(sample: Sample): MeasuredComparison {
  const { seeds } = decideByLooks(sample, DEFAULT, MARGIN);
  const counts = DEFAULT.looks.filter((pairs) => pairs <= seeds);
  const measurement = { ...measure(sample.differences(seeds), MARGIN), ...sample.checks(seeds) };
  const item = { measurement, levels: DEFAULT.levels(counts) };
  const [comparison] = decideAll([item], ALPHA, 1);
  if (comparison === undefined) throw new Error('the sample has no comparison');
  return comparison;
}

function statusOf(text: string, comparison: MeasuredComparison) {
  const claim = parseClaim(text, { metrics: METRICS, variants: [VARIANT] });
  if ('problem' in claim) throw new Error(claim.problem);
  const evidence = { metrics: METRICS, variants: [VARIANT], comparisons: [comparison], isInvalid: false };
  return judgeClaim([{ source: 'config', claims: [claim] }], evidence)?.status;
}

function stops(law: string, truth: number): MeasuredComparison[] {
  console.error(`${law}: ${truth}`);
  const random = createRandom('claim', law, truth);
  const draw = LAWS[law] ?? randomNormal;
  return Array.from({ length: REPETITIONS }, (_, repetition) => {
    const candidate = Array.from({ length: PAIRS }, () => truth + draw(random));
    const arms = { baseline: candidate.map(() => 0), candidate };
    return atTheStop(createSample(`claim, ${law}, ${truth}, ${repetition}`, arms, MARGIN));
  });
}

function table(): string {
  const truths = [...new Set(QUESTIONS.map(({ truth }) => truth))];
  const known = new Map(
    Object.keys(LAWS).map((law) => [law, new Map(truths.map((truth) => [truth, stops(law, truth)]))]),
  );
  const rows = QUESTIONS.map(({ truth, claim, wrong, promise }) => [
    String(truth),
    `\`${claim.replace(METRIC, 'METRIC')}\` ${wrong}`,
    `${promise} %`,
    ...Object.keys(LAWS).map((law) => {
      const comparisons = known.get(law)?.get(truth) ?? [];
      const share = (change: Partial<MeasuredComparison>) =>
        comparisons.filter((comparison) => statusOf(claim, { ...comparison, ...change }) === wrong).length /
        comparisons.length;
      return `${percent(share({}))} (${percent(share({ studentised: null }))})`;
    }),
  ]);
  const head = ['True difference', 'Claim, wrongly', 'Promise', ...Object.keys(LAWS)];
  const note = `${REPETITIONS.toLocaleString('en')} experiments a cell: ± ${percent(1.96 * Math.sqrt((0.05 * 0.95) / REPETITIONS))} at 5 %. In brackets: with the studentised bootstrap left out of the claim, not of the verdict.`;
  return `${markdownTable([head, ...rows], { align: ['r', 'l', 'r', 'r', 'r', 'r'] })}\n\n${note}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

const part = table();
if (options.write) {
  const path = 'docs/contributing/check-calibration.md';
  await writeFile(path, replacePart(await readFile(path, 'utf8'), 'claim-false-alarms', part));
} else {
  console.log(part);
}
