/** `conclusive init`: the files that it writes, the trial, and what it tells the user. */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { CONFIG_SCHEMA } from '../../checks/config-schema.ts';
import { parseConfig } from '../../config/file/load.ts';
import { UserError } from '../../config/user-error.ts';
import { tryOnce } from '../../experiment/doctor/examine.ts';
import { readWhole, replaceText, whyUnusable } from '../../files/open-file.ts';
import type { RunRecord } from '../../records/record.ts';
import { cleanLine } from '../../report/format/clean.ts';
import { HAS_OWNER } from '../../version.ts';
import { invocation } from '../invocation.ts';
import { type Drafted, draftConfig } from './draft-config.ts';
import { type FoundMetric, GUESS, metricsOf } from './find-metrics.ts';
import { metricEnds } from './open-ends.ts';
import { DEFAULTS, onTerminal, type Questions } from './questions.ts';
import { configText, workflowText } from './write-config.ts';

const WORKFLOW = '.github/workflows/conclusive.yml';
const MAX_LINE = 1000;
const MAX_IGNORE_BYTES = 1024 * 1024;

export interface InitOptions {
  readonly yes?: boolean;
  readonly trial?: boolean;
  readonly workflow: boolean;
}

/** @returns what to tell the user. @throws UserError where the config is there already: it is never written over */
export async function initialise(
  file: string,
  { yes = false, trial = false, workflow }: InitOptions,
  starter: string,
  signal: AbortSignal,
): Promise<string> {
  const folder = dirname(resolve(file));
  const isAsked = !yes && process.stdin.isTTY === true && process.stdout.isTTY === true;
  const questions = isAsked ? onTerminal(process.stdin, process.stdout) : DEFAULTS;
  try {
    const drafted = await draftConfig(folder, questions);
    if (drafted === null) {
      await writeNew(resolve(file), starter, file);
      return `wrote ${file}; found no training program: enter yours and its metrics, then run: ${invocation()} run${configOption(file)}\n`;
    }
    const text = configText(drafted.draft);
    const path = join(folder, drafted.home, basename(file));
    const shown = drafted.home === '' ? file : join(dirname(file), drafted.home, basename(file));
    // What a repository's own names make of it has to be a config, too.
    parseConfig(text, shown, CONFIG_SCHEMA);
    await writeNew(path, text, shown);
    const written = [shown];
    const { root } = drafted.around;
    if (root !== null && workflow && (await writeWorkflow(root, path, drafted))) written.push(WORKFLOW);
    if (root !== null && (await ignoreOutput(dirname(path))))
      written.push(join(dirname(shown), '.gitignore'));
    const tried =
      trial || (await mayTry(drafted, questions)) ? await tryProgram(path, drafted, signal) : NOT_TRIED;
    const open =
      tried.metric === null
        ? drafted.open
        : [...drafted.open.filter(({ isOfMetric }) => !isOfMetric), ...metricEnds(tried.metric)];
    const done = `wrote ${written.join(', ')}\n`;
    const todo = [...open.map(({ text }) => text), ...(written.includes(WORKFLOW) ? replaceOwner(file) : [])];
    return `${block([...drafted.told, ...tried.told])}${done}${todo.length === 0 ? '' : `\nTo do:\n${block(todo)}`}\nNext: ${next(shown, drafted)}\n`;
  } finally {
    questions.close();
  }
}

/** Text of the repository is shown on a terminal. */
function block(lines: readonly string[]): string {
  return lines.map((line) => `- ${cleanLine(line, MAX_LINE)}\n`).join('');
}

function replaceOwner(file: string): string[] {
  return HAS_OWNER
    ? []
    : [`in ${file} and ${WORKFLOW}, replace OWNER with the account that you use the action from`];
}

function next(file: string, { around: { history }, draft }: Drafted): string {
  const run = `${invocation()} run${configOption(file)}`;
  if (draft.compared !== null || history === 'branch') return run;
  if (history === 'commit')
    return `${run} --base HEAD~1 (compares the last commit with the one before; on a branch: ${run})`;
  return `${run} --aa (compares the model with itself, because there is no other yet; on a branch: ${run})`;
}

function configOption(file: string): string {
  return file === 'conclusive.yml' ? '' : ` --config ${file}`;
}

async function writeNew(path: string, text: string, shown: string): Promise<void> {
  try {
    // wx: a config that is there is never written over.
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

async function writeWorkflow(root: string, config: string, { around, isPython }: Drafted): Promise<boolean> {
  const path = join(root, WORKFLOW);
  const text = workflowText(relative(root, config).split(sep).join('/'), around, isPython);
  await mkdir(dirname(path), { recursive: true });
  return writeFile(path, text, { flag: 'wx' }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      // One that is there stays as it is.
      if (error.code === 'EEXIST') return false;
      throw new UserError(`cannot write ${WORKFLOW}: ${error.message}`, { cause: error });
    },
  );
}

async function ignoreOutput(folder: string): Promise<boolean> {
  const path = join(folder, '.gitignore');
  const before = textOf(path);
  if (/^\/?\.conclusive\/?$/m.test(before)) return false;
  const separator = before === '' || before.endsWith('\n') ? '' : '\n';
  replaceText(path, `${before}${separator}.conclusive/\n`);
  return true;
}

/** Empty where there is none. What cannot be read must not be written over. */
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

/** Where no file and no text told the metric, and somebody is there to allow it. */
async function mayTry({ draft }: Drafted, questions: Questions): Promise<boolean> {
  if (draft.metric.source !== GUESS) return false;
  return questions.confirm(`Run "${draft.command}" once now to see which metrics it reports?`);
}

interface Trial {
  readonly told: readonly string[];
  /** The one that decides; null: it found none. */
  readonly metric: FoundMetric | null;
}

const NOT_TRIED: Trial = { told: [], metric: null };

/** One run, and the config anew with what it reports. */
async function tryProgram(path: string, { draft }: Drafted, signal: AbortSignal): Promise<Trial> {
  process.stderr.write('training once to see which metrics it reports\n');
  const request = { repository: dirname(path), config: basename(path), signal };
  const found = await tryOnce(request).catch((error: unknown) => {
    // The config is written: it is told what is wrong with it, beside what was found.
    if (!(error instanceof UserError)) throw error;
    return error.message;
  });
  if (typeof found === 'string') return { told: [`trial: ${found}`], metric: null };
  const metrics = metricsOf(valuesOf(found), 'a trial');
  const [first] = metrics;
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
