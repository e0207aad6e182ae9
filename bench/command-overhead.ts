/**
 * Measures a command run's overhead beyond the program's own time.
 *
 *   npx rolldown bench/command-overhead.ts --platform node --file node_modules/.cache/overhead.mjs
 *   node node_modules/.cache/overhead.mjs [runs]
 *
 * The program writes one metrics.json; `curves` adds 100 epochs and 1,000 predictions.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprint } from '../src/plan/runs/fingerprint.ts';
import { type PreparedModel, planRuns, seedsBetween } from '../src/plan/runs/plan-runs.ts';
import { openRunStore } from '../src/records/store/store.ts';
import { localExecutor } from '../src/train/executors/local.ts';
import { trainRuns } from '../src/train/schedule.ts';
import { createCommandTrainer } from '../src/train/trainers/command-trainer.ts';
import { openWorkTrees } from '../src/train/work-tree/work-trees.ts';

const RUNS = Number(process.argv[2] ?? 30);

const METRICS = `mkdir -p "$CONCLUSIVE_RUN_DIR"; echo '{"accuracy": 0.8}' > "$CONCLUSIVE_RUN_DIR/metrics.json"`;
const CURVES = `${METRICS}
i=0; while [ $i -lt 100 ]; do i=$((i+1)); echo "{\\"epoch\\": $i, \\"train_loss\\": 0.$i, \\"val_loss\\": 0.$i}"; done > "$CONCLUSIVE_RUN_DIR/log.jsonl"
i=0; while [ $i -lt 1000 ]; do i=$((i+1)); echo "{\\"id\\": \\"$i\\", \\"label\\": 1, \\"probabilities\\": [0.25, 0.75]}"; done > "$CONCLUSIVE_RUN_DIR/predictions.jsonl"`;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function measure(name: string, script: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'overhead-'));
  writeFileSync(join(directory, 'train.sh'), script);
  const alone = seedsBetween(0, RUNS).map((seed) => {
    const run = join(directory, 'out', `alone-${seed}`);
    mkdirSync(run, { recursive: true });
    const start = performance.now();
    spawnSync('sh', ['train.sh'], {
      cwd: directory,
      env: { PATH: process.env.PATH, CONCLUSIVE_RUN_DIR: run },
    });
    return performance.now() - start;
  });
  const trainer = createCommandTrainer('sh train.sh', { vary: ['init'], data: 'bootstrap' });
  const model: PreparedModel = {
    name: 'baseline',
    ref: null,
    commit: null,
    directory,
    params: {},
    fingerprint: (seed) =>
      fingerprint({ ...trainer.identity, code: name, params: {}, seed, vary: [], data: 'bootstrap' }),
  };
  const context = {
    trainer,
    executor: localExecutor(),
    store: await openRunStore(join(directory, 'out'), () => {}),
    workTrees: openWorkTrees({ checkout: directory, output: join(directory, 'out') }),
    scratch: join(directory, 'out', 'tmp'),
    environments: join(directory, 'out', 'environments'),
    declaredMetrics: ['accuracy'],
    warn: () => {},
    timeoutMs: 60_000,
    retries: 0,
    signal: new AbortController().signal,
  };
  const whole: number[] = [];
  let start = 0;
  await trainRuns(planRuns([model], seedsBetween(0, RUNS)), new Map(), 1, context, {
    onLookedUp: () => {
      start = performance.now();
    },
    onFinished: () => {
      const now = performance.now();
      whole.push(now - start);
      start = now;
    },
  });
  const [own, all] = [median(alone), median(whole)];
  console.log(
    `${name}: program ${own.toFixed(1)} ms, run ${all.toFixed(1)} ms, overhead ${(all - own).toFixed(1)} ms (medians of ${RUNS})`,
  );
  rmSync(directory, { recursive: true });
}

await measure('metrics', METRICS);
await measure('curves', CURVES);
