/**
 * How often is a verdict wrong in the worst worlds that are known, and are there worse ones? For
 * docs/contributing/calibration.md:
 *
 *   npx rolldown bench/worst-worlds.ts --platform node --file node_modules/.cache/worst-worlds.mjs --log-level silent
 *   node node_modules/.cache/worst-worlds.mjs known    [--repetitions 2000] [--only rare]
 *   node node_modules/.cache/worst-worlds.mjs search   [--worlds 300] [--repetitions 2000]
 *   node node_modules/.cache/worst-worlds.mjs power    [--repetitions 2000]
 *
 * `search` draws worlds at random with a true difference of zero, tries each 40 times and the worst ten with all repetitions
 * and new draws, so that they are not the worst by chance alone.
 */
import { parseArgs } from 'node:util';
import { createRandom } from '../src/stats/random.ts';
import { Draws } from './crossed/draws.ts';
import { Rate, tableOf } from './crossed/rates.ts';
import { decideSample } from './worst/engine.ts';
import { drawTrial } from './worst/random-worlds.ts';
import { EQUIVALENT, KNOWN, type Trial, WITH_EFFECT } from './worst/trials.ts';
import { drawSample } from './worst/worlds.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repetitions: { type: 'string', default: '2000' },
    worlds: { type: 'string', default: '300' },
    only: { type: 'string', default: '' },
  },
});
const repetitions = Number(values.repetitions);
const FIRST_TRIES = 40;
const SHOWN = 10;

function study({ name, world, looks, shift = 0, margin = null }: Trial, times: number, round: string) {
  const rates = {
    improvement: new Rate(),
    regression: new Rate(),
    either: new Rate(),
    equivalent: new Rate(),
    'interval covers': new Rate(),
  };
  const draws = new Draws(createRandom('worst worlds', round, name));
  for (let repetition = 0; repetition < times; repetition++) {
    const sample = drawSample(world, looks.at(-1) ?? 0, draws, shift);
    const { verdict, interval } = decideSample(world, sample, { looks, margin });
    rates.improvement.count(verdict === 'improvement');
    rates.regression.count(verdict === 'regression');
    rates.either.count(verdict === 'improvement' || verdict === 'regression');
    rates.equivalent.count(verdict === 'equivalent');
    if (interval !== null) rates['interval covers'].count(interval.low <= shift && shift <= interval.high);
  }
  return { World: name, ...rates };
}

function search(worlds: number) {
  const random = createRandom('worst worlds', 'search');
  const tried = Array.from({ length: worlds }, () => {
    const trial = drawTrial(random);
    return { trial, rate: study(trial, FIRST_TRIES, 'first').either.value };
  });
  const worst = tried.sort((one, other) => other.rate - one.rate).slice(0, SHOWN);
  return worst.map(({ trial }) => study(trial, repetitions, 'again'));
}

const STUDIES = {
  known: () => KNOWN,
  equivalence: () => EQUIVALENT,
  power: () => WITH_EFFECT,
};

for (const [name, trials] of Object.entries(STUDIES)) {
  if (!positionals.includes(name)) continue;
  for (const trial of trials().filter(({ name }) => name.includes(values.only)))
    console.log(tableOf([study(trial, repetitions, 'known')]));
}
if (positionals.includes('search')) console.log(tableOf(search(Number(values.worlds))));
