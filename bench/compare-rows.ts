/**
 * What `conclusive compare` takes for 100,000 rows: time from call to report, and the most memory that the process held.
 *
 *   npx jiti bench/compare-rows.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareResults } from '../src/compare.ts';
import { createRandom, randomNormal } from '../src/stats/random.ts';

const ROWS = 100_000;

interface Shape {
  readonly name: string;
  readonly models: number;
  readonly format: 'csv' | 'jsonl';
  /** Whether the models share their seeds. */
  readonly shared: boolean;
}

const SHAPES: readonly Shape[] = [
  { name: '2 models × 50,000 seeds', models: 2, format: 'csv', shared: true },
  { name: '2 models, no seed in common', models: 2, format: 'csv', shared: false },
  { name: '2 models, JSON lines', models: 2, format: 'jsonl', shared: true },
  { name: '5 models × 20,000 seeds', models: 5, format: 'csv', shared: true },
  { name: '20 models × 5,000 seeds', models: 20, format: 'csv', shared: true },
  { name: '100 models × 1,000 seeds', models: 100, format: 'csv', shared: true },
];

const [only] = process.argv.slice(2);
if (only === undefined) measureAll();
else await measure(SHAPES[Number(only)] as Shape);

/** A process a shape, so that no peak hides another. */
function measureAll(): void {
  console.log(`${ROWS} rows, two metrics, one of them primary\n`);
  for (const index of SHAPES.keys()) {
    const jiti = fileURLToPath(new URL('../node_modules/jiti/lib/jiti-cli.mjs', import.meta.url));
    process.stdout.write(
      execFileSync(process.execPath, [jiti, fileURLToPath(import.meta.url), String(index)]),
    );
  }
}

async function measure(shape: Shape): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'compare-rows-'));
  try {
    const file = join(folder, `results.${shape.format}`);
    writeFileSync(file, table(shape));
    const [start, cpuStart] = [performance.now(), process.cpuUsage()];
    const { result } = await compareResults({
      files: [file],
      baseline: 'model-0',
      variants: [],
      metrics: ['macro_f1'],
      secondary: shape.models <= 5 ? ['accuracy'] : [],
      directions: [],
      margins: [{ metric: 'macro_f1', value: 0.005 }],
      alpha: undefined,
      failedRuns: undefined,
      failOn: [],
      outputDirectory: join(folder, 'report'),
    });
    const seconds = (performance.now() - start) / 1000;
    const cpu = process.cpuUsage(cpuStart);
    const cpuSeconds = (cpu.user + cpu.system) / 1e6;
    const megabytes = process.resourceUsage().maxRSS / 1024;
    console.log(
      `${shape.name.padEnd(30)} ${(statSync(file).size / 1e6).toFixed(1)} MB  ${seconds.toFixed(2).padStart(6)} s (CPU ${cpuSeconds.toFixed(2)} s)` +
        `  ${megabytes.toFixed(0).padStart(5)} MB at most  ${result.comparisons.length} comparisons, ${result.verdict}`,
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
