/**
 * Measures time and memory of `compare` on 100,000 case results: two arms, ten repeats and 5,000 cases, as three tools write
 * them.
 *
 *   npx jiti bench/evaluations-read.ts [cases]
 *
 * The time is what processors spent on reading and judging, without the start of the program. Exits with 1 above 5 s.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom } from '../src/stats/random.ts';
import { compareAlone } from './compare-alone.ts';

const [first, second] = process.argv.slice(2);
const ARMS = ['base', 'head'];
const REPEATS = 10;
const MAX_SECONDS = 5;
const WORDS =
  'The order was refunded on the same day, and the customer got a mail with the number of the case. ';

interface Cell {
  readonly id: string;
  readonly repeat: number;
  readonly right: number;
}

function cellsOf(arm: string, cases: number): Cell[] {
  const random = createRandom('evaluations-read', arm);
  return Array.from({ length: cases * REPEATS }, (_, index) => ({
    id: `case-${Math.floor(index / REPEATS)}`,
    repeat: (index % REPEATS) + 1,
    right: random() < 0.2 + (0.6 * Math.floor(index / REPEATS)) / cases + (arm === 'head' ? 0.02 : 0) ? 1 : 0,
  }));
}

const answerTo = ({ id, repeat, right }: Cell) => `${id} ${repeat} ${right}: ${WORDS.repeat(3)}`;

const WRITERS: Readonly<Record<string, (arm: string, cells: readonly Cell[]) => Record<string, string>>> = {
  csv: (arm, cells) => ({
    [`${arm}.csv`]: [
      'case,repeat,score,cost,latency_ms,answer',
      ...cells.map((cell) => `${cell.id},${cell.repeat},${cell.right},0.002,410,"${answerTo(cell)}"`),
    ].join('\n'),
  }),
  promptfoo: (arm, cells) => ({
    [`${arm}.json`]: JSON.stringify({
      evalId: 'eval-1',
      results: { version: 3, results: cells.map(promptfooResult) },
      config: { providers: [{ id: 'echo' }] },
      runtimeOptions: { repeat: REPEATS },
    }),
  }),
  'lm-eval': (arm, cells) =>
    Object.fromEntries(
      Array.from({ length: REPEATS }, (_, at) => [
        `${arm}/${at}/samples_task_2026-12-01T07-10-30.468405.jsonl`,
        cells
          .filter(({ repeat }) => repeat === at + 1)
          .map((cell) => JSON.stringify(lmSample(cell)))
          .join('\n'),
      ]),
    ),
};

function promptfooResult(cell: Cell, testIdx: number) {
  const prompt = `Answer ${cell.id}. ${WORDS.repeat(5)}`;
  const assertion = { type: 'equals', value: '1', metric: 'right' };
  return {
    id: `result-${testIdx}`,
    testIdx,
    promptIdx: 0,
    provider: { id: 'echo', label: '' },
    vars: { question: cell.id },
    testCase: { vars: { question: cell.id }, assert: [assertion], options: {} },
    prompt: { raw: prompt, label: 'Answer' },
    success: cell.right === 1,
    score: cell.right,
    namedScores: { right: cell.right },
    gradingResult: {
      pass: cell.right === 1,
      score: cell.right,
      namedScores: { right: cell.right },
      namedScoreWeights: { right: 1 },
      componentResults: [{ pass: cell.right === 1, score: cell.right, reason: WORDS, assertion }],
    },
    latencyMs: 410,
    cost: 0.002,
    failureReason: 1 - cell.right,
    response: { output: answerTo(cell) },
  };
}

function lmSample(cell: Cell) {
  return {
    doc_id: Number(cell.id.slice('case-'.length)),
    doc: { question: cell.id, text: WORDS.repeat(3) },
    target: '1',
    arguments: { gen_args_0: { arg_0: `Answer ${cell.id}. ${WORDS.repeat(5)}` } },
    resps: [[answerTo(cell)]],
    filtered_resps: [answerTo(cell)],
    filter: 'none',
    metrics: ['exact_match'],
    doc_hash: cell.id,
    target_hash: '1',
    exact_match: cell.right,
  };
}

async function measure(files: readonly string[]): Promise<void> {
  const started = process.cpuUsage();
  const { result } = await compareAlone({ files });
  const { user, system } = process.cpuUsage(started);
  const seconds = (user + system) / 1e6;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`${seconds.toFixed(1)} s of processors, ${megabytes} MB, ${result.verdict}`);
  process.exitCode = seconds > MAX_SECONDS ? 1 : 0;
}

function measureAll(cases: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'conclusive-evaluations-'));
  const jiti = fileURLToPath(new URL('../node_modules/jiti/lib/jiti-cli.mjs', import.meta.url));
  for (const [form, writer] of Object.entries(WRITERS)) {
    const named = ARMS.map((arm) => {
      const files = writer(arm, cellsOf(arm, cases));
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, form, name)), { recursive: true });
        writeFileSync(join(folder, form, name), text);
      }
      const [one = ''] = Object.keys(files);
      return join(folder, form, one.includes('/') ? arm : one);
    });
    const child = spawnSync(
      process.execPath,
      [jiti, fileURLToPath(import.meta.url), 'measure', named.join(',')],
      {
        encoding: 'utf8',
      },
    );
    console.log(`${form}: ${child.stdout.trim()}${child.stderr}`);
    if (child.status !== 0) process.exitCode = 1;
  }
  rmSync(folder, { recursive: true });
}

if (first === 'measure') await measure((second ?? '').split(','));
else measureAll(Number(first ?? 5000));
