/**
 * The multi-bootstrap against numpy: 10,000 resamples of 20 seeds × 2 arms × 10,000 examples, on the same data, side by side.
 *
 *   npx jiti bench/multi-bootstrap.ts          PYTHON names a Python with numpy, if `python3` has none
 *
 * The program runs as it is shipped, bundled, on one core; numpy on one thread, written in four ways (multi-bootstrap.py).
 * Times are the best of three on either side, so that neither a busy machine nor the first compilation decides. Fails where the two disagree by more than the chance of the resamples.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { createRandom, type Random, randomInteger } from '../src/stats/random.ts';
import { multiBootstrap } from '../src/stats/resampling/multi-bootstrap.ts';
import { measureMeans } from '../src/stats/test-set/means.ts';
import { measure } from '../src/stats/test-set/measure.ts';
import type { MeasuredUnits } from '../src/stats/test-set/measured-units.ts';

const SEEDS = 20;
const EXAMPLES = 10_000;
const CLASSES = 10;
const RESAMPLES = 10_000;
const REPETITIONS = 3;
/** Four standard deviations of the ratio of two standard errors from 10,000 resamples each. */
const TOLERANCE = 0.04;

interface Measurement {
  readonly how: string;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
  readonly peakMegabytes: number;
}

const [, , mode, folder] = process.argv;
if (mode === 'worker' && folder !== undefined) console.log(JSON.stringify(measureAll(folder)));
else await compare();

async function compare(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'multi-bootstrap-'));
  try {
    writeData(directory);
    const script = join(directory, 'worker.mjs');
    const bundle = await rolldown({
      input: fileURLToPath(import.meta.url),
      platform: 'node',
      external: ['rolldown'],
    });
    await bundle.write({ file: script });
    // The worker never reaches the bundler, but its import has to resolve.
    writeFileSync(script, readFileSync(script, 'utf8').replace(/^import .* from "rolldown";$/m, ''));
    const ours = run(process.execPath, [script, 'worker', directory]);
    const theirs = run(process.env.PYTHON ?? 'python3', [
      fileURLToPath(new URL('multi-bootstrap.py', import.meta.url)),
      directory,
      String(SEEDS),
      String(CLASSES),
      String(RESAMPLES),
      String(REPETITIONS),
    ]);
    let disagreements = 0;
    for (const [question, measured] of Object.entries(ours)) {
      const [own] = measured as [Measurement];
      console.log(`\n${question}: ${RESAMPLES} resamples, ${SEEDS} seeds × 2 arms × ${EXAMPLES} examples`);
      for (const measurement of [own, ...(theirs[question] ?? [])]) {
        const ratio = measurement.standardError / own.standardError;
        if (Math.abs(ratio - 1) > TOLERANCE) disagreements++;
        console.log(`  ${row(measurement)}`);
      }
    }
    if (disagreements > 0)
      throw new Error(`${disagreements} standard errors differ by more than ${100 * TOLERANCE} %`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function run(command: string, argv: readonly string[]): Record<string, readonly Measurement[]> {
  const single = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const text = execFileSync(command, argv, { encoding: 'utf8', env: { ...process.env, ...single } });
  return JSON.parse(text) as Record<string, readonly Measurement[]>;
}

function row({ how, wallSeconds, cpuSeconds, peakMegabytes, ...result }: Measurement): string {
  const { standardError, low, high, pValue } = result;
  const seconds = `${cpuSeconds.toFixed(2).padStart(7)} s CPU ${wallSeconds.toFixed(2).padStart(7)} s wall`;
  const interval = `[${low.toFixed(5)}, ${high.toFixed(5)}]`;
  return `${how.padEnd(46)}${seconds} ${peakMegabytes.toFixed(0).padStart(5)} MB   se ${standardError.toFixed(6)}  ${interval}  p ${pValue.toFixed(4)}`;
}

/** Little-endian rows, baseline's first: what both sides read. */
function writeData(directory: string): void {
  const random = createRandom('bench', 'multi-bootstrap');
  const runs = Array.from({ length: 2 * SEEDS }, (_, run) => (run < SEEDS ? 0 : 0.004));
  // Independent: the hardest case, every example has another column. Alike: easy, hard and uncertain examples, as in practice.
  writeFileSync(
    join(directory, 'independent.bin'),
    hits(runs, random, () => 0.7),
  );
  writeFileSync(join(directory, 'alike.bin'), hits(runs, random, ease));
  const labels = Uint8Array.from({ length: EXAMPLES }, () => randomInteger(random, CLASSES));
  const eases = Float64Array.from({ length: EXAMPLES }, () => ease(random));
  const predictions = runs.map((gain) =>
    labels.map((label, example) =>
      random() < (eases[example] as number) + gain ? label : randomInteger(random, CLASSES),
    ),
  );
  writeFileSync(join(directory, 'labels.bin'), labels);
  writeFileSync(join(directory, 'predictions.bin'), Buffer.concat(predictions));
  const losses = runs.map((gain) =>
    Float64Array.from(eases, (p) => -Math.log(Math.min(1, 0.05 + gain + 0.9 * p * random()))),
  );
  writeFileSync(
    join(directory, 'losses.bin'),
    Buffer.concat(losses.map((values) => new Uint8Array(values.buffer))),
  );
}

function ease(random: Random): number {
  const kind = random();
  return kind < 0.6 ? 0.98 : kind < 0.8 ? 0.5 : 0.1;
}

function hits(gains: readonly number[], random: Random, easeOf: (random: Random) => number): Buffer {
  const eases = Float64Array.from({ length: EXAMPLES }, () => easeOf(random));
  return Buffer.concat(gains.map((gain) => Uint8Array.from(eases, (p) => Number(random() < p + gain))));
}

function measureAll(directory: string): Record<string, readonly Measurement[]> {
  const bytes = (name: string) => new Uint8Array(readFileSync(join(directory, `${name}.bin`)));
  const arms = <Row>(rows: readonly Row[]) =>
    ({ baseline: rows.slice(0, SEEDS), candidate: rows.slice(SEEDS), pairing: 'seed' }) as const;
  const cut = (values: Uint8Array) =>
    Array.from({ length: 2 * SEEDS }, (_, run) => values.subarray(run * EXAMPLES, (run + 1) * EXAMPLES));
  const losses = new Float64Array(bytes('losses').buffer);
  const lossRows = Array.from({ length: 2 * SEEDS }, (_, run) =>
    losses.subarray(run * EXAMPLES, (run + 1) * EXAMPLES),
  );
  const runs = cut(bytes('predictions')).map((predictions) => ({ predictions, probabilities: null }));
  return {
    'accuracy, examples as in practice': [time(() => measureMeans(arms(cut(bytes('alike')))))],
    'accuracy, every example another column': [time(() => measureMeans(arms(cut(bytes('independent')))))],
    'a mean of losses': [time(() => measureMeans(arms(lossRows)))],
    'macro-F1': [time(() => measure('macro_f1', { labels: bytes('labels'), ...arms(runs) }))],
  };
}

function time(prepare: () => MeasuredUnits): Measurement {
  const attempts = Array.from({ length: REPETITIONS }, () => timeOnce(prepare));
  return attempts.reduce((best, next) => (next.cpuSeconds < best.cpuSeconds ? next : best));
}

function timeOnce(prepare: () => MeasuredUnits): Measurement {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = multiBootstrap(prepare(), { resamples: RESAMPLES, random: createRandom('bench') });
  const { user, system } = process.cpuUsage(cpu);
  return {
    how: 'this program',
    wallSeconds: (performance.now() - start) / 1000,
    cpuSeconds: (user + system) / 1e6,
    standardError: result.standardError,
    low: result.interval.low,
    high: result.interval.high,
    pValue: result.pValue,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}
