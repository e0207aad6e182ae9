/** `conclusive init`: writes the config and the workflow, tries the program, and tells the user. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { quote } from 'shell-quote';
import { CONFIG_SCHEMA } from '../../checks/config-schema.ts';
import { parseConfig } from '../../config/file/load.ts';
import { TODO } from '../../config/schema/placeholders.ts';
import { UserError } from '../../config/user-error.ts';
import { tryOnce } from '../../experiment/doctor/examine.ts';
import { readWhole, replaceText, whyUnusable } from '../../files/open-file.ts';
import { listSources, readStart } from '../../program-text/list-sources.ts';
import type { RunRecord } from '../../records/record.ts';
import { cleanLine } from '../../report/format/clean.ts';
import { progressLine } from '../../report/progress-line.ts';
import type { Progress } from '../../train/progress.ts';
import { wrapLines } from '../../words/wrap-lines.ts';
import { invocation } from '../invocation.ts';
import { actionName } from './action-name.ts';
import { describeBuild } from './builds.ts';
import { type Drafted, draftConfig } from './draft-config.ts';
import { type FoundMetric, metricsOf, ofScorer } from './find-metrics.ts';
import { lookAround } from './look-around.ts';
import { DEFAULTS, onTerminal, type Questions } from './questions.ts';
import { metricTodo } from './todo.ts';
import { configText, type Draft, workflowText } from './write-config.ts';

const WORKFLOW = '.github/workflows/conclusive.yml';
const MAX_LINE = 1000;
const MAX_IGNORE_BYTES = 1024 * 1024;

export interface InitOptions {
  readonly yes?: boolean;
  readonly trial?: boolean;
  readonly action?: string;
  readonly workflow: boolean;
  readonly evaluate?: boolean;
}

/** @returns what to tell the user @throws UserError if the config exists */
export async function initialise(
  file: string,
  { yes = false, trial = false, action: stated, workflow, evaluate }: InitOptions,
  starter: string,
  signal: AbortSignal,
): Promise<string> {
  const folder = dirname(resolve(file));
  const action = await actionName(stated);
  const isAsked = !yes && process.stdin.isTTY === true && process.stdout.isTTY === true;
  const questions = isAsked ? onTerminal(process.stdin, process.stdout) : DEFAULTS;
  try {
    if (workflow && existsSync(resolve(file)) && (await addWorkflow(resolve(file), action)))
      return `wrote ${WORKFLOW}; ${file} already exists and is unchanged\n${todoList(replaceOwner(action))}`;
    const drafted = await draftConfig(folder, questions, evaluate);
    if (drafted === null) {
      await writeNew(resolve(file), starter, file);
      const found = await describeBuild(await listSources(folder), folder);
      const build = found === null ? '' : ` (${cleanLine(found, MAX_LINE)})`;
      const isWritten = workflow && (await addWorkflow(resolve(file), action));
      return `wrote ${file}${isWritten ? ` and ${WORKFLOW}` : ''} with an example; found no training program: enter yours${build} and its metrics, then run: ${invocation()} run${configOption(file)}\n${isWritten ? todoList(replaceOwner(action)) : ''}`;
    }
    const text = configText(drafted.draft);
    const path = resolve(file);
    // Names from the repository must not make the config invalid; open values may.
    parseConfig(configText(withValues(drafted.draft)), file, CONFIG_SCHEMA);
    await writeNew(path, text, file);
    const written = [file];
    const { root } = drafted.around;
    if (root !== null && workflow && (await writeWorkflow(root, path, action, drafted)))
      written.push(WORKFLOW);
    if (root !== null && (await ignoreOutput(dirname(path)))) written.push(join(dirname(file), '.gitignore'));
    const tried =
      trial || (await mayTry(drafted, questions)) ? await tryProgram(path, drafted, signal) : NOT_TRIED;
    const done = `wrote ${written.join(', ')}\n`;
    const todo = [
      ...drafted.todo,
      ...metricTodo(tried.metric ?? drafted.draft.metric),
      ...(written.includes(WORKFLOW) ? [...drafted.workflowTodo, ...replaceOwner(action)] : []),
    ];
    return `${block([...drafted.told, ...tried.told])}${done}${todoList(todo)}\nNext: ${next(file, drafted)}\n`;
  } finally {
    questions.close();
  }
}

function withValues(draft: Draft): Draft {
  const params = Object.entries(draft.params).map(([name, value]) => [
    name,
    value === TODO ? 'value' : value,
  ]);
  return { ...draft, params: Object.fromEntries(params) };
}

/** Cleans text of the repository for a terminal. */
function block(lines: readonly string[]): string {
  return wrapLines(lines.map((line) => `- ${cleanLine(line, MAX_LINE)}\n`).join(''), process.stdout.columns);
}

function todoList(todo: readonly string[]): string {
  return todo.length === 0 ? '' : `\nTo do:\n${block(todo)}`;
}

function replaceOwner(action: string): string[] {
  return action.startsWith('OWNER/')
    ? [
        `in ${WORKFLOW}, replace OWNER with the account that you use the action from (init --action OWNER/REPO@SHA writes it)`,
      ]
    : [];
}

function next(file: string, { around: { history }, draft }: Drafted): string {
  const run = `${invocation()} run${configOption(file)}`;
  if (draft.compared !== null || history === 'branch') return run;
  if (history === 'commit')
    return `${run} --base HEAD~1 (compares the last commit with the one before; on a branch: ${run})`;
  return `${run} --aa (compares the model with itself, because there is no other yet; on a branch: ${run})`;
}

function configOption(file: string): string {
  return file === 'conclusive.yml' ? '' : ` --config ${quote([file])}`;
}

async function writeNew(path: string, text: string, shown: string): Promise<void> {
  try {
    // wx: an existing config is never overwritten.
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new UserError(
      exists
        ? `${shown} already exists; name another file, or edit it`
        : `cannot write ${shown}: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

async function writeWorkflow(
  root: string,
  config: string,
  action: string,
  { around, needs }: Pick<Drafted, 'around' | 'needs'>,
): Promise<boolean> {
  const path = join(root, WORKFLOW);
  const settings = { config: relative(root, config).split(sep).join('/'), action };
  const text = workflowText(settings, around, needs);
  await mkdir(dirname(path), { recursive: true });
  return writeFile(path, text, { flag: 'wx' }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      // An existing workflow stays as it is.
      if (error.code === 'EEXIST') return false;
      throw new UserError(`cannot write ${WORKFLOW}: ${error.message}`, { cause: error });
    },
  );
}

/** For a config that is there. @returns false outside git, and if there is a workflow */
async function addWorkflow(config: string, action: string): Promise<boolean> {
  const folder = dirname(config);
  const around = await lookAround(folder, await listSources(folder));
  const isPython = /\bpython/.test(await readStart(config));
  const needs = { language: isPython ? ('python' as const) : null, keys: [], install: null };
  return around.root !== null && writeWorkflow(around.root, config, action, { around, needs });
}

async function ignoreOutput(folder: string): Promise<boolean> {
  const path = join(folder, '.gitignore');
  const before = textOf(path);
  if (/^\/?\.conclusive\/?$/m.test(before)) return false;
  const separator = before === '' || before.endsWith('\n') ? '' : '\n';
  replaceText(path, `${before}${separator}.conclusive/\n`);
  return true;
}

/** @returns an empty text without a file @throws UserError if it cannot be read */
function textOf(path: string): string {
  try {
    return readWhole(path, MAX_IGNORE_BYTES).toString('utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new UserError(
      `${path} ${whyUnusable(error)}; add the line .conclusive/ to your .gitignore yourself`,
      {
        cause: error,
      },
    );
  }
}

async function mayTry({ draft }: Drafted, questions: Questions): Promise<boolean> {
  if (draft.metric.source !== null || draft.evaluate !== null) return false;
  return questions.confirm(`Run "${draft.command}" once now to see which metrics it reports?`);
}

interface Trial {
  readonly told: readonly string[];
  /** The metric that decides; null: the run reported none. */
  readonly metric: FoundMetric | null;
}

const NOT_TRIED: Trial = { told: [], metric: null };

/** Runs the program once, and writes the config again with the metric that the run reports. */
async function tryProgram(path: string, { draft }: Drafted, signal: AbortSignal): Promise<Trial> {
  process.stderr.write('one run, to see which metrics it reports\n');
  const onProgress = (event: Progress) => {
    const line = event.kind === 'setup' ? progressLine(event) : null;
    if (line !== null) process.stderr.write(`${line}\n`);
  };
  const request = { repository: dirname(path), config: basename(path), signal, onProgress };
  const found = await tryOnce(request).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  });
  if (typeof found === 'string') return { told: [`trial: ${found}`], metric: null };
  const metrics = metricsOf(valuesOf(found), 'a trial');
  const [first] = metrics.map((one) => (draft.evaluate === null ? one : ofScorer(one)));
  if (first === undefined)
    return { told: ['trial: the run succeeded, but no metric was found in its output'], metric: null };
  const text = configText({ ...draft, metric: first });
  parseConfig(text, path, CONFIG_SCHEMA);
  await writeFile(path, text);
  const names = metrics.map(({ name }) => name).join(', ');
  return { told: [`trial: it reports ${names}; ${first.name} decides`], metric: first };
}

function valuesOf({ metrics }: RunRecord) {
  return Object.entries(metrics).flatMap(([split, values]) =>
    Object.keys(values ?? {}).map((metric) => ({ metric, split })),
  );
}
