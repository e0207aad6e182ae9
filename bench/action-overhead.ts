/**
 * Measures the action's overhead against a local GitHub: time before and after the runs, and requests.
 *
 *   npx jiti bench/action-overhead.ts [repetitions]       the times
 *   npx jiti bench/action-overhead.ts requests [seconds]  the requests of an experiment of this length (default: 300)
 *
 * CONCLUSIVE_DIST and CONCLUSIVE_NODE24 choose the build and Node. Fails at 3 s or above 14 requests.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LoopbackGitHub, startLoopbackGitHub } from '../test/support/loopback-github/index.ts';
import { runtimeToken } from '../test/support/loopback-github/results.ts';
import { findNode24 } from '../test/support/node24.ts';
import { pullRequestOf } from '../test/system/action/support/event-payloads.ts';
import { runAction } from '../test/system/action/support/run-action.ts';
import { createWorkspace, type Workspace } from '../test/system/action/support/workspace.ts';

const MOST_SECONDS = 3;
/** Twelve requests, and two for the artifact's link. */
const MOST_REQUESTS = 14;
const SEEDS = 30;
const LABEL = 'conclusive: accepted';

/** The head is worse. */
const TRAIN = `import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
const { CONCLUSIVE_RUN_DIR, CONCLUSIVE_SEED, TIMES, SLEEP_MS } = process.env;
const { features } = JSON.parse(readFileSync('settings.json', 'utf8'));
appendFileSync(TIMES, Date.now() + '\\n');
await new Promise((end) => setTimeout(end, Number(SLEEP_MS)));
const accuracy = 0.5 + features / 10 + (CONCLUSIVE_SEED * 7 * features % 11) / 1000;
writeFileSync(CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ accuracy }));
appendFileSync(TIMES, Date.now() + '\\n');
`;

function config(seeds: number): string {
  return `trainer: { command: node train.mjs, environment: [TIMES, SLEEP_MS] }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.005 }]
seeds: ${seeds}
limits: { parallel: 2 }
`;
}

interface Bench {
  readonly workspace: Workspace;
  readonly github: LoopbackGitHub;
  readonly temporary: string;
}

async function withBench<Value>(seeds: number, work: (bench: Bench) => Promise<Value>): Promise<Value> {
  const files = { 'conclusive.yml': config(seeds), 'train.mjs': TRAIN, 'settings.json': '{"features": 2}' };
  const workspace = await createWorkspace(files, { 'settings.json': '{"features": 1}' });
  const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
  // The toolkit's cache rejects paths with a space, such as the workspace.
  const temporary = await mkdtemp(join(tmpdir(), 'conclusive-bench-'));
  try {
    return await work({ workspace, github, temporary });
  } finally {
    await github.close();
    await workspace.remove();
    await rm(temporary, { recursive: true });
  }
}

let run = 100;

async function spawnAction({ workspace, github, temporary }: Bench, sleepMs: number) {
  const id = run++;
  const times = join(workspace.folder, `times-${id}`);
  const end = await runAction({
    node: findNode24() ?? process.execPath,
    workspace,
    github,
    event: 'pull_request',
    payload: pullRequestOf(workspace),
    inputs: { 'output-directory': join(workspace.folder, `output-${id}`), 'accepted-label': LABEL },
    environment: {
      ACTIONS_RESULTS_URL: `${github.url}/`,
      ACTIONS_CACHE_SERVICE_V2: 'true',
      // Each pull request is new, so that no earlier run is reused.
      ACTIONS_RUNTIME_TOKEN: runtimeToken({ run: id, scopes: [`refs/pull/${id}/merge`] }),
      GITHUB_RUN_ID: String(id),
      RUNNER_TEMP: temporary,
      TIMES: times,
      SLEEP_MS: String(sleepMs),
    },
  });
  const noted = (await readFile(times, 'utf8')).trim().split('\n').map(Number);
  return { ...end, first: Math.min(...noted), last: Math.max(...noted) };
}

function watchVerdict({ github }: Bench): { at(): number; stop(): void } {
  const earlier = github.comments[0]?.edits ?? 0;
  let at = Number.NaN;
  const timer = setInterval(() => {
    const [comment] = github.comments;
    if (!comment || (comment.edits <= earlier && earlier > 0) || !comment.body.includes('### ❌ ')) return;
    at = Date.now();
    clearInterval(timer);
  }, 10);
  return { at: () => at, stop: () => clearInterval(timer) };
}

async function measureTimes(repetitions: number): Promise<boolean> {
  const spans: Array<{ before: number; after: number }> = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    spans.push(
      await withBench(5, async (bench) => {
        const verdict = watchVerdict(bench);
        const start = Date.now();
        const { first, last, outputs } = await spawnAction(bench, 500);
        verdict.stop();
        if (outputs.verdict !== 'regression') throw new Error(`the verdict is "${outputs.verdict}"`);
        return { before: (first - start) / 1000, after: (verdict.at() - last) / 1000 };
      }),
    );
  }
  const show = (name: string, values: readonly number[]) => {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
    console.log(
      `${name}: ${middle.toFixed(2)} s (median of ${sorted.length}, ${sorted[0]?.toFixed(2)} to ${sorted.at(-1)?.toFixed(2)})`,
    );
    return middle < MOST_SECONDS;
  };
  const isFast = show(
    'from the start to the first run',
    spans.map(({ before }) => before),
  );
  return (
    show(
      'from the end of the last run to the comment',
      spans.map(({ after }) => after),
    ) && isFast
  );
}

/** Simulates the most expensive run: an accepted failure, and many runs that may each change the comment. */
async function countRequests(seconds: number): Promise<boolean> {
  return withBench(SEEDS, async (bench) => {
    const { github } = bench;
    github.setRole('octocat', 'write');
    await spawnAction(bench, 0);
    github.label({ event: 'labeled', label: LABEL, by: 'octocat' });
    const before = github.calls.length;
    const { first, last, outputs } = await spawnAction(bench, (seconds * 1000) / SEEDS);
    if (outputs.conclusion !== 'neutral') throw new Error(`the conclusion is "${outputs.conclusion}"`);
    const calls = github.calls.slice(before);
    for (const { method, path } of calls) console.log(`  ${method} ${path}`);
    const length = Math.round((last - first) / 1000);
    console.log(`${calls.length} requests for ${2 * SEEDS} runs that took ${length} s, two at a time`);
    if (github.violations.length > 0) throw new Error(github.violations.join('\n'));
    return calls.length <= MOST_REQUESTS;
  });
}

const [what = '5', seconds = '300'] = process.argv.slice(2);
const isWithin =
  what === 'requests' ? await countRequests(Number(seconds)) : await measureTimes(Number(what));
if (!isWithin) process.exitCode = 1;
