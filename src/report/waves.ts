import { busyShards } from '../plan/runs/plan-waves.ts';
import { plural, wordFor } from '../words/plural.ts';
import { cleanLine } from './format/clean.ts';

export const WAVE_SCHEMA = 'conclusive.wave/1';

export interface AwaitedWave {
  readonly schema: typeof WAVE_SCHEMA;
  /** `checks`: all looks are judged, and only checks need more runs. */
  readonly wave: number | 'checks';
  /** Pairs after this wave; null for runs of checks. */
  readonly pairs: number | null;
  readonly runs: ReadonlyArray<{ readonly model: string; readonly task?: string; readonly seed: number }>;
}

const MAX_LINE = 300;

export function renderWave({ wave, pairs, runs }: AwaitedWave): string {
  const models = [...new Set(runs.map(({ model }) => model))].join(', ');
  const own = new Set(runs.map(({ seed }) => seed));
  const seeds = `${wordFor(own.size, 'seed')} ${rangesOf([...own])}`;
  const tasks = new Set(runs.flatMap(({ task }) => task ?? [])).size;
  const on = tasks === 0 ? '' : ` on ${plural(tasks, 'task')}`;
  const upTo = pairs === null ? '' : `, up to ${pairs} seeds each`;
  const of =
    wave === 'checks'
      ? 'No run of the comparison is missing. Runs for checks'
      : `No verdict yet. Wave ${wave}${upTo}`;
  return [
    cleanLine(`${of}: ${plural(runs.length, 'run')} to train, ${seeds} of ${models}${on}`, MAX_LINE),
    `Train them in n jobs, i from 1 to n: conclusive train --wave ${wave} --shard i/n --records FOLDER`,
    'Give every job the records so far and the options of this call. Then call report again with all records.',
    '',
  ].join('\n');
}

/** @param wave null: nothing is left to train @param of maximum number of jobs */
export function summariseWave(wave: AwaitedWave | null, of: number): string {
  if (wave === null) return 'Nothing is left to train.';
  const { pairs, runs } = wave;
  const jobs = busyShards(runs, of).length;
  const upTo = pairs === null ? 'Runs for checks' : `Wave ${wave.wave}, up to ${pairs} seeds each`;
  return `${upTo}: ${plural(runs.length, 'run')} to train in ${plural(jobs, 'job')}.`;
}

/** `1–3, 7` @param seeds each once */
function rangesOf(seeds: readonly number[]): string {
  const sorted = [...seeds].sort((a, b) => a - b);
  const ranges: Array<[number, number]> = [];
  for (const seed of sorted) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === seed - 1) last[1] = seed;
    else ranges.push([seed, seed]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
