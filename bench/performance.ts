/**
 * Measures training next to PyTorch and writes bench/performance/figures.json and docs/contributing/performance.md.
 *
 *   npm run bench                             all parts, some 25 minutes on two quiet cores
 *   npm run bench -- --parts step,run         these, and keeps earlier figures of the others
 *   npm run bench -- --budget 10              skips parts that would end after so many minutes
 *   npm run bench -- --trial                  tests all parts in a few minutes; writes nothing
 *
 * It measures `dist` or CONCLUSIVE_DIST. PyTorch is that of BENCH_PYTHON, `python3` or /usr/bin/python3.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { command } from './performance/command.ts';
import { isBusy, readFigures, writeFigures } from './performance/figures.ts';
import { growth } from './performance/growth.ts';
import type { Part } from './performance/part.ts';
import { PYTHON, ROOT } from './performance/processes.ts';
import { run } from './performance/run.ts';
import { start } from './performance/start.ts';
import { step } from './performance/step.ts';
import { verdict } from './performance/verdict.ts';

const PARTS: readonly Part[] = [step, run, verdict, command, start, growth];

const { values: options } = parseArgs({
  options: {
    parts: { type: 'string', default: PARTS.map(({ name }) => name).join(',') },
    budget: { type: 'string', default: 'Infinity' },
    trial: { type: 'boolean', default: false },
  },
});
const asked = options.parts.split(',');
const unknown = asked.find((name) => !PARTS.some((part) => part.name === name));
if (unknown !== undefined)
  throw new Error(
    `--parts: there is no "${unknown}"; choose from ${PARTS.map(({ name }) => name).join(', ')}`,
  );
const budget = Number(options.budget);
if (!(budget > 0)) throw new Error(`--budget: must be a number of minutes, found "${options.budget}"`);

const torch =
  PYTHON === null
    ? 'without PyTorch'
    : `PyTorch ${execFileSync(PYTHON, ['-c', 'import torch; print(torch.__version__)'], { encoding: 'utf8' }).trim()}`;
const began = performance.now();
const minutesGone = () => (performance.now() - began) / 60_000;
const say = (text: string) => console.log(`${minutesGone().toFixed(1).padStart(5)} min  ${text}`);
const known = readFigures();
const measured = { ...known };
for (const part of PARTS.filter(({ name }) => asked.includes(name))) {
  if (!options.trial && minutesGone() + part.minutes > budget) {
    say(`${part.name}: left out, it takes ${part.minutes} minutes and the budget is ${budget}`);
    continue;
  }
  if (part.needsPyTorch === true && PYTHON === null) {
    say(`${part.name}: left out, no Python here has PyTorch`);
    continue;
  }
  const folder = mkdtempSync(join(tmpdir(), 'conclusive-bench-'));
  const load = options.trial ? 0 : await loadBefore();
  const from = performance.now();
  say(`${part.name}: some ${options.trial ? 'seconds' : `${part.minutes} minutes`}`);
  try {
    const { figures, series = [] } = await part.measure({
      ...{ folder, isTrial: options.trial },
      say: (text) => say(`  ${text}`),
    });
    measured[part.name] = {
      ...{ day: new Date().toISOString().slice(0, 10), load },
      machine: `${availableParallelism()} × ${cpus()[0]?.model.trim()}`,
      versions: `Node ${process.versions.node}, ${torch}`,
      seconds: (performance.now() - from) / 1000,
      ...{ figures: [...figures], series: [...series] },
    };
    for (const { name, here, unit, beside, wanted } of figures)
      say(
        `  ${name}: ${here.toPrecision(3)} ${unit}${beside === undefined ? '' : `, ${beside.name} ${beside.value.toPrecision(3)}: ${(here / beside.value).toFixed(2)}`}${wanted === undefined ? '' : `, wanted ${wanted}`}`,
      );
    if (!options.trial) writeFigures(inOrder(measured));
  } catch (error) {
    // A failed part keeps its earlier figures.
    say(`${part.name}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
if (!options.trial) {
  execFileSync('npm', ['run', '--silent', 'generate'], { cwd: ROOT, stdio: 'inherit' });
  say('docs/contributing/performance.md is written');
}

/** Waits up to two minutes for the previous part's load to fade. */
async function loadBefore(): Promise<number> {
  const until = performance.now() + 120_000;
  for (;;) {
    const [load = 0] = loadavg();
    if (!isBusy(load) || performance.now() > until) return load;
    await sleep(5_000);
  }
}

function inOrder(figures: typeof measured): typeof measured {
  const entries = PARTS.flatMap(({ name }) =>
    figures[name] === undefined ? [] : [[name, figures[name]] as const],
  );
  const others = Object.entries(figures).filter(([name]) => !PARTS.some((part) => part.name === name));
  return Object.fromEntries([...entries, ...others]);
}
