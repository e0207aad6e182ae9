/** Finds what a repository evaluates with promptfoo, Inspect, lm-evaluation-harness or pytest. Nothing is run. */
import { posix } from 'node:path';
import type { Sources } from '../../program-text/list-sources.ts';
import { isObject, tryParseJson } from '../../records/json.ts';
import { shellCommand } from '../../words/shell.ts';
import { type FoundMetric, metric, ofScorer } from './find-metrics.ts';

export interface FoundEvaluation {
  readonly command: string;
  /** Where it was found, for the user. */
  readonly reason: string;
  /** Values of `{params.NAME}`; null: only the user knows it. */
  readonly params: Readonly<Record<string, string | null>>;
  readonly metric: FoundMetric;
  /** Names of the variables with keys that it seems to need. */
  readonly environment: readonly string[];
  /** Files with cases, which must be the same for both models. */
  readonly cases: readonly string[];
  /** The package that has the tool. */
  readonly tool: Tool;
  /** Installs it for each ref; null: the machine has it. */
  readonly setup: 'npm ci' | null;
}

type Tool = 'promptfoo' | 'inspect-ai' | 'lm-eval' | 'deepeval' | 'pytest';

const PROMPTFOO = /(?:^|\/)promptfooconfig(?:\.[\w-]+)*\.(?:ya?ml|json|[cm]?[jt]s)$/;
const TEST_FILE = /(?:^|\/)(?:test_[\w-]*|[\w-]*_test)\.py$/;
const OF_EVALS = /^((?:[^/]+\/)*?evals?)\//;
const WITH_CALLS =
  /(?:^|\/)(?:Makefile|justfile|package\.json|[^/]*\.sh)$|^\.github\/workflows\/[^/]+\.ya?ml$/;
/** Up to a pipe, a redirection, a comment or a second command. */
const WORDS = String.raw`(?:(?!\s\d?>)(?:"[^"\n]*"|'[^'\n]*'|\$\(\w+\)|[^\n|;&<>#"'()]))*`;
const LM_EVAL_CALL = new RegExp(
  String.raw`(?:(?:uv|poetry) run |accelerate launch (?:-\S+ )*-m |python3? -m )?\blm[_-]eval (?=${WORDS}-)${WORDS}`,
  'g',
);
const INSPECT_MODEL = /\binspect eval\b[^\n]*?\s--model[ =]["']?([\w./:@-]+)/;
const VALUE = String.raw`(?:[ =](?:"[^"]*"|'[^']*'|[^\s"'-][^\s"']*))?`;
const LM_EVAL_OUTPUT = new RegExp(
  String.raw`\s(?:--output_path|-o|--use_cache|--log_samples|-s)(?![\w-])${VALUE}`,
  'g',
);
const COMMENT = /^\s*#.*$/gm;
const CONTINUED = /\s*\\\r?\n\s*/g;
const VARIABLE = /\$+(?:\{(\w+)\}|\((\w+)\)|(\w+))/g;
const KEY =
  /(?:environ(?:\.get\(|\[)|getenv\(|process\.env\.|\benv\.)["']?([A-Z][A-Z0-9_]*_(?:KEY|TOKEN))\b/g;
/** Providers by the names that these tools give them. */
const PROVIDERS: ReadonlyArray<readonly [RegExp, readonly string[]]> = [
  [/^openai$/, ['OPENAI_API_KEY']],
  [/^anthropic$/, ['ANTHROPIC_API_KEY']],
  [/^google$/, ['GOOGLE_API_KEY']],
  [/^mistral$/, ['MISTRAL_API_KEY']],
  [/^groq$/, ['GROQ_API_KEY']],
  [/^together(?:ai)?$/, ['TOGETHER_API_KEY']],
  [/^openrouter$/, ['OPENROUTER_API_KEY']],
  [/^cohere$/, ['COHERE_API_KEY']],
  [/^deepseek$/, ['DEEPSEEK_API_KEY']],
  [/^(?:grok|xai)$/, ['XAI_API_KEY']],
  [/^bedrock$/, ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION']],
  [/^(?:hf|huggingface)$/, ['HF_TOKEN']],
];
/** promptfoo's graders that ask a model, by default one of OpenAI. */
const JUDGED =
  /\btype["']?:\s*["']?(?:not-)?(?:llm-rubric|model-graded-\w+|g-eval|factuality|answer-relevance|context-\w+|similar)\b/;

/** @param python how the repository's Python is started @returns the likeliest first */
export async function findEvaluations(sources: Sources, python: string): Promise<FoundEvaluation[]> {
  const { files, text } = sources;
  const found: FoundEvaluation[] = [];
  const isLocked = files.includes('package-lock.json') && /"promptfoo"/.test(await text('package.json'));
  for (const file of files.filter((one) => PROMPTFOO.test(one)))
    found.push({ ...ofPromptfoo(file, await text(file)), setup: isLocked ? 'npm ci' : null });
  const calls = await textsWithCalls(sources);
  for (const file of files.filter((one) => one.endsWith('.py'))) {
    const content = await text(file);
    if (/^\s*(?:from|import) inspect_ai\b/m.test(content) && /^@task\b/m.test(content))
      found.push(ofInspect(file, content, calls, python));
  }
  for (const call of calls) found.push(...ofLmEval(call));
  found.push(...(await ofPytest(sources, python)));
  return found.filter(({ command }, at) => found.findIndex((other) => other.command === command) === at);
}

function ofPromptfoo(file: string, text: string): Omit<FoundEvaluation, 'setup'> {
  const named = /^\s*["']?tests["']?:\s*["']?(?:file:\/\/)?([\w./-]+\.(?:csv|jsonl?|ya?ml))\b/m.exec(
    text,
  )?.[1];
  const keys = keysIn(text, /["'\s[](\w+):[\w-]+/g);
  return {
    tool: 'promptfoo',
    command: `npx promptfoo eval -c ${shellCommand([file])} --output {run_dir}/out.json --no-cache`,
    reason: file,
    params: {},
    metric: ofScorer(metric('score', 'promptfoo')),
    environment: keys.length === 0 && JUDGED.test(text) ? ['OPENAI_API_KEY'] : keys,
    cases: named === undefined ? [] : [posix.join(posix.dirname(file), named)],
  };
}

function ofInspect(file: string, text: string, calls: readonly Call[], python: string): FoundEvaluation {
  const model = calls.map((call) => INSPECT_MODEL.exec(call.text)?.[1]).find((one) => one !== undefined);
  const isStated = /\bTask\([^)]*\bmodel\s*=/.test(text);
  const grader = /\bscorer\s*=\s*\[?\s*(\w+)\s*\(/.exec(text)?.[1];
  const named = [...text.matchAll(/\b(?:get_model\(|\w*model\s*=)\s*["'](\w+\/[^"']*)["']/g)].map(
    ([, one]) => one,
  );
  return {
    tool: 'inspect-ai',
    command: `${started('inspect', python)} eval ${shellCommand([file])}${isStated ? '' : ' --model {params.model}'} --log-dir {run_dir} --log-format json`,
    reason: `${file}, an Inspect task`,
    params: isStated ? {} : { model: model ?? null },
    metric: ofScorer(grader === undefined ? metric('score', null) : metric(grader, file)),
    setup: null,
    environment: keysIn([model, ...named, text.match(KEY)].join(' '), /(?:^|\s)(\w+)\//g),
    cases: [],
  };
}

interface Call {
  readonly file: string;
  readonly text: string;
}

async function textsWithCalls({ files, text }: Sources): Promise<Call[]> {
  const calls: Call[] = [];
  for (const file of files.filter((one) => WITH_CALLS.test(one))) {
    const content = await text(file);
    const scripts = file.endsWith('package.json') ? tryParseJson(content) : null;
    const lines = isObject(scripts)
      ? Object.values(isObject(scripts.scripts) ? scripts.scripts : {})
      : [content];
    calls.push({ file, text: lines.join('\n').replaceAll(COMMENT, '').replaceAll(CONTINUED, ' ') });
  }
  return calls;
}

/** Its call as it stands; what only a shell could fill is a parameter. */
function ofLmEval({ file, text }: Call): FoundEvaluation[] {
  return [...text.matchAll(LM_EVAL_CALL)].flatMap(([call]) => {
    if (!/\s(?:--tasks|-t)[ =]/.test(call)) return [];
    const params: Record<string, string | null> = {};
    const command = call
      .trim()
      .replaceAll(LM_EVAL_OUTPUT, '')
      .replaceAll(VARIABLE, (_, a, b, c) => {
        const name: string = a ?? b ?? c;
        params[name] =
          new RegExp(`^\\s*(?:export )?${name}\\s*[:?]?=\\s*["']?([\\w./:@,=-]+)["']?\\s*$`, 'm').exec(
            text,
          )?.[1] ?? null;
        return `{params.${name}}`;
      });
    if (/[$`]/.test(command)) return [];
    return [
      {
        tool: 'lm-eval',
        command: `${command} --output_path {run_dir} --log_samples`,
        reason: `a call of lm_eval in ${file}`,
        params,
        metric: metric('acc', null),
        setup: null,
        environment: keysIn(call, /--model[ =](openai|anthropic)\b/g),
        cases: [],
      } as const,
    ];
  });
}

/** Folders with tests that DeepEval grades, and `evals/` with any tests. */
async function ofPytest({ files, text }: Sources, python: string): Promise<FoundEvaluation[]> {
  const folders = new Map<string, string[]>();
  for (const file of files.filter((one) => TEST_FILE.test(one))) {
    const content = await text(file);
    const isGraded = /\bdeepeval\b/.test(content) && /\bassert_test\b/.test(content);
    const folder = OF_EVALS.exec(file)?.[1] ?? (isGraded ? posix.dirname(file) : null);
    if (folder !== null) folders.set(folder, [...(folders.get(folder) ?? []), content]);
  }
  return [...folders].map(([folder, texts]) => {
    const all = texts.join('\n');
    const isGraded = /\bdeepeval\b/.test(all);
    const keys = keysIn(all, /["'](\w+)\/[\w.-]+["']/g);
    return {
      tool: isGraded ? 'deepeval' : 'pytest',
      command: `${started('pytest', python)} ${shellCommand([folder])} --junitxml={run_dir}/junit.xml`,
      reason: `the tests of ${folder}`,
      params: {},
      metric: ofScorer(metric('passed', 'pytest')),
      setup: null,
      environment: isGraded && keys.length === 0 ? ['OPENAI_API_KEY'] : keys,
      cases: [],
    };
  });
}

/** The tool's program, from the environment of the repository's Python. */
function started(tool: string, python: string): string {
  return python.includes(' run ') || python.includes('/') ? python.replace(/python3?$/, tool) : tool;
}

/** @param provider its first group is the name of a provider */
function keysIn(text: string, provider: RegExp): string[] {
  const named = [...text.matchAll(KEY)].map(([, name = '']) => name);
  const used = [...text.matchAll(provider)].flatMap(
    ([, name = '']) => PROVIDERS.find(([pattern]) => pattern.test(name))?.[1] ?? [],
  );
  return [...new Set([...named, ...used])]
    .filter((name) => !/^(?:GITHUB|ACTIONS|INPUT|RUNNER)_/.test(name))
    .sort();
}
