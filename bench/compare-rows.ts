/**
 * Measures time and peak memory of `conclusive compare` for 100,000 rows.
 *
 *   npm run build && npx jiti bench/compare-rows.ts
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom, randomNormal } from '../src/stats/random.ts';

const ROWS = 100_000;
const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
/** Makes the process report its usage at exit. */
const REPORT_USAGE =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("\\n"+JSON.stringify(process.resourceUsage())))';

interface Shape {
  readonly name: string;
  readonly models: number;
  readonly format: 'csv' | 'jsonl';
  readonly shared: boolean;
}

const SHAPES: readonly Shape[] = [
  { name: '2 models × 50,000 seeds', models: 2, format: 'csv', shared: true },
  { name: '2 models, JSON lines', models: 2, format: 'jsonl', shared: true },
  { name: '2 models, no seed in common', models: 2, format: 'csv', shared: false },
  { name: '5 models × 20,000 seeds', models: 5, format: 'csv', shared: true },
  { name: '20 models × 5,000 seeds', models: 20, format: 'csv', shared: true },
  { name: '100 models × 1,000 seeds', models: 100, format: 'csv', shared: true },
];

console.log(`${ROWS} rows, the primary metric of two compared, report written\n`);
for (const shape of SHAPES) measure(shape);

function measure(shape: Shape): void {
  const folder = mkdtempSync(join(tmpdir(), 'compare-rows-'));
  try {
    const file = join(folder, `results.${shape.format}`);
    writeFileSync(file, table(shape));
    const options = [
      '--baseline',
      'model-0',
      '--metric',
      'macro_f1',
      '--margin',
      '0.005',
      '--json',
      '-o',
      folder,
    ];
    const start = performance.now();
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', REPORT_USAGE, CLI, 'compare', file, ...options],
      { encoding: 'utf8', maxBuffer: 2 ** 30 },
    );
    const seconds = (performance.now() - start) / 1000;
    const usage = JSON.parse(stderr.slice(stderr.lastIndexOf('\n') + 1)) as NodeJS.ResourceUsage;
    const cpuSeconds = (usage.userCPUTime + usage.systemCPUTime) / 1e6;
    const { comparisons } = JSON.parse(stdout) as { readonly comparisons: readonly unknown[] };
    console.log(
      `${shape.name.padEnd(28)} ${(statSync(file).size / 1e6).toFixed(1)} MB ${seconds.toFixed(2).padStart(7)} s` +
        ` (CPU ${cpuSeconds.toFixed(2)} s) ${(usage.maxRSS / 1024).toFixed(0).padStart(5)} MB at most, comparisons: ${comparisons.length}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function table({ models, format, shared }: Shape): string {
  const random = createRandom('compare-rows');
  const seeds = ROWS / models;
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const model = Math.floor(index / seeds);
    const seed = shared ? index % seeds : index;
    const accuracy = 0.8 + 0.01 * randomNormal(random);
    const score = 0.7 + 0.02 * randomNormal(random);
    return format === 'csv'
      ? `model-${model},${seed},${accuracy},${score}`
      : JSON.stringify({ model: `model-${model}`, seed, accuracy, macro_f1: score });
  });
  return `${[...(format === 'csv' ? ['model,seed,accuracy,macro_f1'] : []), ...rows].join('\n')}\n`;
}
