/**
 * Measures CPU time and peak memory of `conclusive compare`, writes them for docs/contributing/performance.md, and
 * fails beyond what is wanted.
 *
 *   npm run build && npx jiti bench/compare.ts && npm run generate
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom, randomNormal } from '../src/stats/random.ts';
import { type Figure, readFigures, writeFigures } from './performance/figures.ts';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
/** Makes the process report its usage at exit. */
const REPORT_USAGE =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("\\n"+JSON.stringify(process.resourceUsage())))';
const WANTED_MB = 500;
/** The fastest counts, because other programs only add to a measurement. */
const REPEATS = 3;

interface Shape {
  readonly name: string;
  readonly models: number;
  readonly tasks: number;
  readonly seeds: number;
  readonly layout: 'wide' | 'long' | 'tasks';
  readonly options?: readonly string[];
  readonly wantedSeconds: number;
}

const BENCHMARK = { models: 12, tasks: 86, seeds: 15, wantedSeconds: 10 };
const SHAPES: readonly Shape[] = [
  { ...BENCHMARK, name: '12 models × 86 metrics × 15 seeds', layout: 'wide' },
  { ...BENCHMARK, name: 'the same, one row a value', layout: 'long' },
  { ...BENCHMARK, name: 'the same, unpaired', layout: 'wide', options: ['--design', 'unpaired'] },
  { ...BENCHMARK, name: 'the same, as 86 tasks of one metric', layout: 'tasks' },
  { name: '2 models × 5,000 seeds', models: 2, tasks: 1, seeds: 5000, layout: 'wide', wantedSeconds: 1 },
];

const folder = mkdtempSync(join(tmpdir(), 'compare-'));
const [load = 0] = loadavg();
const from = performance.now();
const figures: Figure[] = [];
try {
  console.log('| table | CPU | memory at most | comparisons |\n| :-- | --: | --: | --: |');
  for (const shape of SHAPES) figures.push(...print(shape));
  const compare = {
    day: new Date().toISOString().slice(0, 10),
    load,
    machine: `${availableParallelism()} × ${cpus()[0]?.model.trim()}`,
    versions: `Node ${process.versions.node}`,
    seconds: (performance.now() - from) / 1000,
    figures,
    series: [],
  };
  writeFigures({ ...readFigures(), compare });
} finally {
  rmSync(folder, { recursive: true });
}

function print(shape: Shape): Figure[] {
  const runs = Array.from({ length: REPEATS }, () => measure(shape)).sort((a, b) => a.seconds - b.seconds);
  const { seconds, comparisons } = runs[0] as ReturnType<typeof measure>;
  const megabytes = Math.max(...runs.map((run) => run.megabytes));
  const isReached = seconds <= shape.wantedSeconds && megabytes <= WANTED_MB;
  if (!isReached) process.exitCode = 1;
  console.log(
    `| ${shape.name} | ${isReached ? '✅' : '❌'} ${seconds.toFixed(2)} s ≤ ${shape.wantedSeconds} s | ${megabytes.toFixed(0)} MB ≤ ${WANTED_MB} MB | ${comparisons} |`,
  );
  const { name, wantedSeconds } = shape;
  return [
    { name: `${name} (CPU)`, here: Number(seconds.toPrecision(3)), unit: 's', wanted: wantedSeconds },
    { name: `${name}: memory`, here: Math.round(megabytes), unit: 'MB', wanted: WANTED_MB },
  ];
}

function measure(shape: Shape) {
  const file = join(folder, 'results.csv');
  writeFileSync(file, tableOf(shape));
  const metrics = Array.from({ length: shape.tasks }, (_, task) => ['--metric', `task-${task}`]).flat();
  const columns = {
    wide: metrics,
    long: [...metrics, '--metric-column', 'task', '--value-column', 'score'],
    tasks: ['--metric', 'score', '--task-column', 'task'],
  };
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...['--import', REPORT_USAGE, CLI, 'compare', file, '--baseline', 'model-0', '--json'],
      ...['--direction', 'maximize', ...columns[shape.layout], ...(shape.options ?? [])],
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 30 },
  );
  const usage = JSON.parse(stderr.slice(stderr.lastIndexOf('\n') + 1)) as NodeJS.ResourceUsage;
  const { comparisons } = JSON.parse(stdout) as { readonly comparisons: readonly unknown[] };
  return {
    seconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    megabytes: usage.maxRSS / 1024,
    comparisons: comparisons.length,
  };
}

function tableOf({ models, tasks, seeds, layout }: Shape): string {
  const random = createRandom('compare');
  const names = Array.from({ length: tasks }, (_, task) => `task-${task}`);
  const rows: string[] = [layout === 'wide' ? ['model', 'seed', ...names].join() : 'model,seed,task,score'];
  for (let model = 0; model < models; model += 1) {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const scores = names.map(
        (_, task) => 0.6 + 0.004 * model * ((task % 3) - 1) + 0.02 * randomNormal(random),
      );
      if (layout === 'wide') rows.push([`model-${model}`, seed, ...scores].join());
      else
        for (const [task, score] of scores.entries())
          rows.push(`model-${model},${seed},task-${task},${score}`);
    }
  }
  return `${rows.join('\n')}\n`;
}
