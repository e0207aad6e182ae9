/**
 * How often is a verdict wrong in the worst worlds that are known, and are there worse ones? For
 * docs/contributing/calibration.md:
 *
 *   npx rolldown bench/worst-worlds.ts --platform node --file node_modules/.cache/worst-worlds.mjs --log-level silent
 *   node node_modules/.cache/worst-worlds.mjs unsteady rare equivalence power [--repetitions 2000] [--write]
 *   node node_modules/.cache/worst-worlds.mjs search [--worlds 300] [--repetitions 2000] [--write]
 *
 * `search` draws worlds at random with a true difference of zero, tries each 40 times and the worst of each kind with all
 * repetitions and new draws, so that they are not the worst by chance alone.
 */
import { parseArgs } from 'node:util';
import { createRandom } from '../src/stats/random.ts';
import { Draws } from './crossed/draws.ts';
import { Rate, tableOf } from './crossed/rates.ts';
import { decideLooks, measureLooks, type Outcome } from './worst/engine.ts';
import { withoutObjections } from './worst/objections.ts';
import { canHide, drawTrial } from './worst/random-worlds.ts';
import { EQUIVALENT, HEALTHY, RARE, type Trial, UNSTEADY } from './worst/trials.ts';
import { drawSample } from './worst/worlds.ts';
import { writeTable } from './worst/write-table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repetitions: { type: 'string', default: '2000' },
    worlds: { type: 'string', default: '300' },
    write: { type: 'boolean', default: false },
  },
});
const repetitions = Number(values.repetitions);
const FIRST_TRIES = 40;
const SHOWN = 3;

type Hit = (outcome: Outcome, shift: number) => boolean;

const isClaim: Hit = ({ verdict }) => verdict === 'improvement' || verdict === 'regression';
const isEquivalent: Hit = ({ verdict }) => verdict === 'equivalent';
const isFound: Hit = ({ verdict }, shift) => verdict === (shift > 0 ? 'improvement' : 'regression');

function study({ name, world, shift, ...question }: Trial, hit: Hit, times = repetitions, round = 'known') {
  const [before, now, covers] = [new Rate(), new Rate(), new Rate()];
  const draws = new Draws(createRandom('worst worlds', round, name));
  for (let repetition = 0; repetition < times; repetition++) {
    const sample = drawSample(world, question.looks.at(-1) ?? 0, draws, shift);
    const measured = measureLooks(world, sample, question);
    const outcome = decideLooks(question.looks, measured);
    now.count(hit(outcome, shift));
    if (outcome.interval !== null)
      covers.count(outcome.interval.low <= shift && shift <= outcome.interval.high);
    if (round !== 'known') continue;
    before.count(hit(decideLooks(question.looks, measured, withoutObjections), shift));
  }
  return { World: name, before, now, 'interval covers': covers };
}

const STUDIES = {
  unsteady: { trials: UNSTEADY, hit: isClaim, columns: ['World', 'before', 'now', 'interval covers'] },
  rare: { trials: RARE, hit: isClaim, columns: ['World', 'now'] },
  equivalence: { trials: EQUIVALENT, hit: isEquivalent, columns: ['World', 'before', 'now'] },
  power: { trials: HEALTHY, hit: isFound, columns: ['World', 'before', 'now'] },
};

function search(worlds: number) {
  const random = createRandom('worst worlds', 'search');
  const tried = Array.from({ length: worlds }, () => {
    const trial = drawTrial(random);
    return { trial, rate: study(trial, isClaim, FIRST_TRIES, 'first').now.value };
  });
  tried.sort((one, other) => other.rate - one.rate);
  return [false, true].flatMap((hides) => {
    const worst = tried.filter(({ trial }) => canHide(trial.world) === hides).slice(0, SHOWN);
    return worst
      .map(({ trial }) => study(trial, isClaim, repetitions, 'again'))
      .sort((one, other) => other.now.value - one.now.value);
  });
}

async function show(name: string, table: string) {
  console.log(`\n## ${name}\n\n${table}`);
  if (values.write) await writeTable(`worst ${name}`, table);
}

for (const [name, { trials, hit, columns }] of Object.entries(STUDIES)) {
  if (!positionals.includes(name)) continue;
  const rows = trials.map((trial) => study(trial, hit));
  await show(name, tableOf(rows, columns));
}
if (positionals.includes('search'))
  await show('search', tableOf(search(Number(values.worlds)), ['World', 'now']));
