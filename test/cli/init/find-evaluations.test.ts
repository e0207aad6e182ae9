/** What `init` finds in repositories that evaluate and train nothing. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { draftConfig } from '../../../src/cli/init/draft-config.ts';
import { DEFAULTS } from '../../../src/cli/init/questions.ts';
import { configText } from '../../../src/cli/init/write-config.ts';
import { temporaryFolder } from '../../support/temporary.ts';

beforeEach(() => {
  vi.stubEnv('VIRTUAL_ENV', undefined);
  vi.stubEnv('CONDA_PREFIX', undefined);
});

async function draftOf(files: Readonly<Record<string, string>>, questions = DEFAULTS, evaluates?: boolean) {
  const folder = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const drafted = await draftConfig(folder, questions, evaluates);
  if (drafted === null) throw new Error('nothing was found');
  return { ...drafted, config: parse(configText(drafted.draft)) };
}

const INSPECT = `from inspect_ai import Task, task
from inspect_ai.scorer import match

@task
def arithmetic():
    return Task(dataset=hf_dataset("openai/gsm8k"), solver=[generate()], scorer=match(numeric=True))
`;
const DEEPEVAL = `from deepeval import assert_test
from deepeval.metrics import AnswerRelevancyMetric

def test_refund():
    assert_test(LLMTestCase(input="x", actual_output=ask("x")), [AnswerRelevancyMetric()])
`;

interface Expected {
  readonly command: string;
  readonly metric?: string;
  readonly keys?: readonly string[];
  readonly params?: Readonly<Record<string, string>>;
  readonly evaluation?: readonly string[];
}

test.each<[string, Record<string, string>, Expected]>([
  ...[
    'promptfooconfig.yaml',
    'promptfooconfig.yml',
    'promptfooconfig.js',
    'prompts/promptfooconfig.qa.json',
  ].map((file): [string, Record<string, string>, Expected] => [
    file,
    { [file]: 'providers: [openai:gpt-4o-mini, anthropic:messages:claude]\n' },
    {
      command: `npx promptfoo eval -c ${file} --output {run_dir}/out.json --no-cache`,
      keys: ['ANTHROPIC_API_KEY', 'OPENAI_API_KEY'],
    },
  ]),
  [
    'promptfoo with a file of tests, a local provider and a judge',
    {
      'eval/promptfooconfig.yaml':
        'providers: [exec:./ask.sh]\ntests: file://tests.csv\ndefaultTest: { assert: [{ type: llm-rubric, value: polite }] }\n',
    },
    {
      command: 'npx promptfoo eval -c eval/promptfooconfig.yaml --output {run_dir}/out.json --no-cache',
      keys: ['OPENAI_API_KEY'],
      evaluation: ['eval/tests.csv'],
    },
  ],
  [
    'an Inspect task whose model a script names',
    {
      'tasks/arithmetic.py': INSPECT,
      Makefile: 'eval:\n\tinspect eval tasks/arithmetic.py --model anthropic/claude-sonnet-4-0 --limit 50\n',
    },
    {
      command:
        'inspect eval tasks/arithmetic.py --model {params.model} --log-dir {run_dir} --log-format json',
      metric: 'match',
      params: { model: 'anthropic/claude-sonnet-4-0' },
      keys: ['ANTHROPIC_API_KEY'],
    },
  ],
  [
    'an Inspect task without a model, under uv',
    { 'arithmetic.py': INSPECT, 'uv.lock': '' },
    {
      command:
        'uv run inspect eval arithmetic.py --model {params.model} --log-dir {run_dir} --log-format json',
      metric: 'match',
      params: { model: 'TODO' },
    },
  ],
  [
    'lm_eval in a shell script, with variables, a continued line and its own output',
    {
      'eval.sh': `#!/bin/sh
MODEL=EleutherAI/pythia-70m
# lm_eval --model dummy --tasks old
lm_eval --model hf --model_args "pretrained=$MODEL,dtype=float32" \\
  --tasks arc_easy --output_path results/\${RUN} --log_samples --limit 100 2>&1 | tee log.txt
`,
    },
    {
      command:
        'lm_eval --model hf --model_args "pretrained={params.MODEL},dtype=float32" --tasks arc_easy --limit 100 --output_path {run_dir} --log_samples',
      metric: 'acc',
      params: { MODEL: 'EleutherAI/pythia-70m' },
    },
  ],
  [
    'lm-eval of a workflow',
    {
      '.github/workflows/eval.yml':
        'jobs:\n  eval:\n    steps:\n      - run: pip install lm-eval\n      - run: lm-eval --model openai-chat-completions --tasks gsm8k --batch_size 8\n',
    },
    {
      command:
        'lm-eval --model openai-chat-completions --tasks gsm8k --batch_size 8 --output_path {run_dir} --log_samples',
      metric: 'acc',
      keys: ['OPENAI_API_KEY'],
    },
  ],
  [
    'lm_eval of package.json',
    { 'package.json': '{"scripts": {"eval": "uv run lm_eval --model hf --tasks piqa && echo done"}}' },
    {
      command: 'uv run lm_eval --model hf --tasks piqa --output_path {run_dir} --log_samples',
      metric: 'acc',
    },
  ],
  [
    'tests that DeepEval grades',
    { 'tests/llm/test_refund.py': DEEPEVAL, 'tests/test_units.py': 'def test_one(): pass\n' },
    {
      command: 'pytest tests/llm --junitxml={run_dir}/junit.xml',
      metric: 'passed',
      keys: ['OPENAI_API_KEY'],
    },
  ],
  [
    'a folder evals/ of pytest',
    {
      'evals/test_a.py': 'key = os.environ["GROQ_API_KEY"]\ndef test_a(): pass\n',
      'evals/more/b_test.py': 'def test_b(): pass\n',
    },
    { command: 'pytest evals --junitxml={run_dir}/junit.xml', metric: 'passed', keys: ['GROQ_API_KEY'] },
  ],
])('%s', async (_, files, { command, metric = 'score', keys = [], params, evaluation = [] }) => {
  const { draft, config, todo, workflowTodo } = await draftOf(files);
  expect(config).toMatchObject({
    evaluate: { command, repeats: { min: 3, max: 10 } },
    models: { variants: [{ name: 'head' }] },
    metrics: [{ name: metric }],
    evaluation,
  });
  expect(Object.keys(config)).not.toEqual(expect.arrayContaining(['seeds']));
  expect(config.trainer).toBeUndefined();
  expect(config.params).toEqual(params);
  expect(config.evaluate.environment ?? []).toEqual(keys);
  expect(draft.evaluate?.keys).toEqual(keys);
  expect(todo).toEqual(
    Object.entries(params ?? {}).flatMap(([name, value]) =>
      value === 'TODO' ? [`enter the value of ${name} under params`] : [],
    ),
  );
  for (const key of keys) expect(workflowTodo.join('\n')).toContain(`add the secret ${key} `);
});

test('promptfoo of package.json is installed for each ref, at its version', async () => {
  const { config, needs } = await draftOf({
    'promptfooconfig.yaml': 'providers: [echo]\n',
    'package.json': '{"devDependencies": {"promptfoo": "0.123.1"}}',
    'package-lock.json': '{}',
  });
  expect(config.evaluate.setup).toBe('npm ci');
  expect(needs).toEqual({ language: 'node', keys: [], install: null });
});

test('a call that only a shell could fill is not taken', async () => {
  await expect(draftOf({ 'eval.sh': 'lm_eval --model hf --tasks "$@"\n' })).rejects.toThrow(
    'nothing was found',
  );
  await expect(draftOf({ 'eval.sh': 'lm_eval --help\n' })).rejects.toThrow('nothing was found');
});

const BOTH = {
  'train.py': 'import argparse\np.add_argument("--seed", type=int, default=0)\nprint("accuracy:", a)',
  'promptfooconfig.yaml': 'providers: [echo]\n',
  'evals/test_a.py': 'def test_a(): pass\n',
};

test('a training and an evaluation are a question, and an error where it cannot be asked', async () => {
  await expect(draftOf(BOTH)).rejects.toThrow(
    /found a training \(.*train\.py.*\) and an evaluation \(npx promptfoo .*\); choose one with --evaluate or --no-evaluate/,
  );
  const answering = (...answers: readonly number[]) => {
    const left = [...answers];
    const choose = async (_: string, choices: readonly string[]) => choices[left.shift() ?? 0] ?? '';
    return { ...DEFAULTS, areAnswered: true, choose };
  };
  expect((await draftOf(BOTH, answering(0))).config.trainer.command).toContain('train.py');
  const asked = await draftOf(BOTH, answering(1, 1));
  expect(asked.config.evaluate.command).toContain('pytest evals');
  expect(asked.told.at(-1)).toMatch(/^not chosen as evaluate\.command: npx promptfoo/);
});

test('an option says which of the two', async () => {
  expect((await draftOf(BOTH, DEFAULTS, true)).config.evaluate.command).toContain('promptfoo');
  expect((await draftOf(BOTH, DEFAULTS, false)).config.trainer.command).toContain('train.py');
  await expect(draftOf({ 'train.py': BOTH['train.py'] }, DEFAULTS, true)).rejects.toThrow(
    'found no evaluation',
  );
});
