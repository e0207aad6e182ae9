/** Drafts a config from what a repository says, and asks for the rest. */
import { readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { TODO } from '../../config/schema/placeholders.ts';
import { UserError } from '../../config/user-error.ts';
import { listSources, readStart, type Sources } from '../../program-text/list-sources.ts';
import { firstOf } from '../../words/list.ts';
import { type Arguments, findArguments } from './arguments.ts';
import { describeBuild } from './builds.ts';
import { type FoundEvaluation, findEvaluations } from './find-evaluations.ts';
import { type FoundMetric, findMetrics, metric } from './find-metrics.ts';
import { findPrograms, type Program } from './find-program.ts';
import { lookAround, type Surroundings } from './look-around.ts';
import type { Questions } from './questions.ts';
import { findTodo, installTodo } from './todo.ts';
import type { Draft, WorkflowNeeds } from './write-config.ts';

export interface Drafted {
  readonly draft: Draft;
  readonly around: Surroundings;
  readonly needs: WorkflowNeeds;
  readonly told: readonly string[];
  /** What the user has to write, but for the metric. */
  readonly todo: readonly string[];
  /** The same for the workflow. */
  readonly workflowTodo: readonly string[];
}

/**
 * Runs nothing of the repository.
 *
 * @param evaluates whether an evaluation or a training is compared; undefined: what is found, and a question for both
 * @returns null if there is no program
 * @throws UserError if both are found, and no question can be asked
 */
export async function draftConfig(
  folder: string,
  questions: Questions,
  evaluates?: boolean,
): Promise<Drafted | null> {
  const around = await lookAround(folder, await listSources(folder));
  const { files } = around;
  const sources: Sources = { files, text: (file) => readStart(join(folder, file)) };
  const programs = evaluates === true ? [] : await findPrograms(sources, around.python);
  const evaluations =
    evaluates === false
      ? []
      : await findEvaluations(
          { ...sources, files: [...files, ...(await workflowsOf(folder))] },
          around.python,
        );
  const chosen = await chooseEvaluation(programs, evaluations, questions);
  if (chosen !== null) return draftEvaluation(chosen, evaluations, around, questions);
  if (evaluates === true)
    throw new UserError(
      'init: found no evaluation: no promptfooconfig.yaml, no Inspect task, no call of lm_eval in a script, and no tests in evals/; write the key evaluate yourself',
    );
  const program = await chooseProgram(programs, questions);
  if (program === null) {
    const notebook = files.find((file) => file.endsWith('.ipynb'));
    if (notebook === undefined) return null;
    throw new UserError(
      `init: ${notebook} is a notebook, which a command cannot train; convert it (jupyter nbconvert --to script ${notebook}), then run init again`,
    );
  }
  const isThere = (path: string) => {
    const own = posix.normalize(path);
    return files.some((file) => file === own || file.startsWith(`${own.replace(/\/$/, '')}/`));
  };
  const taken = await completed(findArguments(program, isThere), questions);
  const found = await findMetrics(folder, program, taken, { isThere, tracked: around.tracked });
  const isPython = /\bpython/.test(program.command) || program.file?.endsWith('.py') === true;
  const hasOneVersion = around.history === null || around.history === 'one commit';
  const compared = hasOneVersion ? taken.comparable : null;
  const draft: Draft = {
    command: compared?.command ?? taken.command,
    isModule: program.isModule,
    outputs: found.outputs,
    params: await valuesOf(taken.needed, questions),
    compared,
    hasCommits: around.history !== null,
    metric: await chooseMetric(found.metrics, questions),
    variesData: /CONCLUSIVE_(?:SEED_)?DATA|CONCLUSIVE_SEED_\{/.test(program.text),
    evaluation: around.evaluation.filter(
      (file) => file !== program.file && !found.outputs.some((output) => `${file}/`.startsWith(`${output}/`)),
    ),
    requirements: isPython ? around.requirements : null,
    evaluate: null,
  };
  return {
    draft,
    around,
    needs: { language: isPython ? 'python' : null, keys: [], install: null },
    workflowTodo: isPython && around.requirements === null ? await installTodo(program, draft, files) : [],
    told: [...tell(program, taken, draft), ...(await tellOthers(program, programs, { files, folder }))],
    todo: [
      ...(await findTodo(program, draft, { folder, files })),
      ...found.kept.map(
        (file) =>
          `git tracks ${file}, so it is no output of a run; add it to trainer.outputs if every run replaces it`,
      ),
    ],
  };
}

const WORKFLOWS = '.github/workflows';

async function workflowsOf(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, WORKFLOWS)).catch(() => []);
  return names.sort().map((name) => `${WORKFLOWS}/${name}`);
}

/** @returns null for a training */
async function chooseEvaluation(
  [training]: readonly Program[],
  evaluations: readonly FoundEvaluation[],
  questions: Questions,
): Promise<FoundEvaluation | null> {
  const [first] = evaluations;
  if (first === undefined) return null;
  if (training !== undefined) {
    if (!questions.areAnswered)
      throw new UserError(
        `init: found a training (${training.command}) and an evaluation (${first.command}); choose one with --evaluate or --no-evaluate`,
      );
    const kinds = [`trainings: ${training.command}`, `evaluations: ${first.command}`];
    if ((await questions.choose('What is compared?', kinds)) === kinds[0]) return null;
  }
  const command = await questions.choose(
    'Which evaluation?',
    evaluations.map((one) => one.command),
  );
  return evaluations.find((one) => one.command === command) ?? null;
}

async function draftEvaluation(
  chosen: FoundEvaluation,
  all: readonly FoundEvaluation[],
  around: Surroundings,
  questions: Questions,
): Promise<Drafted> {
  const { command, reason, params, environment, tool, setup } = chosen;
  const others = all.filter((one) => one !== chosen).map((one) => one.command);
  const unknown = Object.keys(params).filter((name) => params[name] === null);
  const asked = await valuesOf(unknown, questions);
  const isPython = tool !== 'promptfoo';
  const draft: Draft = {
    command,
    isModule: false,
    outputs: [],
    params: Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, value ?? asked[name] ?? TODO]),
    ),
    compared: null,
    hasCommits: around.history !== null,
    metric: chosen.metric.source === null ? await chooseMetric([chosen.metric], questions) : chosen.metric,
    variesData: false,
    evaluation: chosen.cases,
    requirements: isPython ? around.requirements : null,
    evaluate: { keys: environment, setup },
  };
  return {
    draft,
    around,
    needs: {
      language: isPython ? 'python' : 'node',
      keys: environment,
      install: isPython ? `pip install ${tool}` : setup === null ? `npm install --global ${tool}` : null,
    },
    workflowTodo: [
      ...((isPython && around.requirements !== null) || setup !== null
        ? []
        : [`add the version of ${tool} to the step of the workflow that installs it`]),
      ...environment.map(
        (name) =>
          `add the secret ${name} to the repository: a key with a spending limit, because code of a pull request can read it`,
      ),
    ],
    told: [
      `evaluate: ${reason}`,
      ...(draft.metric.source === null
        ? []
        : [`metric: ${draft.metric.name} (higher is better), from ${draft.metric.source}`]),
      ...(environment.length === 0 ? [] : [`environment: ${environment.join(', ')}`]),
      ...(others.length === 0 ? [] : [`not chosen as evaluate.command: ${firstOf(others, 3)}`]),
    ],
    todo: Object.entries(draft.params)
      .filter(([, value]) => value === TODO)
      .map(([name]) => `enter the value of ${name} under params`),
  };
}

async function chooseProgram(programs: readonly Program[], questions: Questions): Promise<Program | null> {
  const command = await questions.choose(
    'Which program trains a model?',
    programs.map((program) => program.command),
  );
  return programs.find((program) => program.command === command) ?? null;
}

/** Several programs may train, and one may start the others. */
async function tellOthers(
  chosen: Program,
  programs: readonly Program[],
  { files, folder }: { readonly files: readonly string[]; readonly folder: string },
): Promise<string[]> {
  if (chosen.isModule) return [];
  const others = programs.filter(({ command }) => command !== chosen.command).map(({ command }) => command);
  // Where a program was found, a Makefile mostly has its tests.
  const builds = files.filter((file) => !/^(?:GNUm|m)akefile$/i.test(posix.basename(file)));
  const build = chosen.file === 'Makefile' ? null : await describeBuild(builds, folder);
  const found = build === null ? others : [...others, build];
  return found.length === 0 ? [] : [`not chosen as trainer.command: ${firstOf(found, 3)}`];
}

/** Asks for the command if the seed or the output folder is unknown. */
async function completed(taken: Arguments, questions: Questions): Promise<Arguments> {
  if (taken.seed !== null && taken.output !== null) return taken;
  const question = 'The command of one run, with {seed} and {run_dir} where the program takes them:';
  const command = await questions.ask(question, taken.command);
  if (command === taken.command) return taken;
  return {
    ...taken,
    command,
    seed: taken.seed ?? (command.includes('{seed}') ? 'your command' : null),
    output: taken.output ?? (command.includes('{run_dir}') ? 'your command' : null),
    comparable: null,
  };
}

async function valuesOf(
  names: readonly string[],
  questions: Questions,
): Promise<Readonly<Record<string, string | number>>> {
  const values: Record<string, string | number> = {};
  for (const name of names) {
    const value = await questions.ask(`The program needs ${name}. Its value:`, TODO);
    values[name] = value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
  }
  return values;
}

async function chooseMetric(found: readonly FoundMetric[], questions: Questions): Promise<FoundMetric> {
  const usual = found[0]?.name ?? 'accuracy';
  const name = await questions.ask('Which metric decides?', usual);
  const known = found.find((metric) => metric.name === name);
  const chosen = known ?? metric(name, name === usual ? null : 'your answer');
  if (chosen.direction !== null) return chosen;
  const choices = ['decide later', 'higher', 'lower'];
  const direction = await questions.choose(`Is ${name} better when higher or lower?`, choices);
  if (direction === 'decide later') return chosen;
  return { ...chosen, direction: direction === 'lower' ? 'minimize' : 'maximize' };
}

function tell({ reason, isModule }: Program, { seed, output }: Arguments, draft: Draft): string[] {
  const { outputs, compared, evaluation, metric: deciding } = draft;
  const better = deciding.direction === 'minimize' ? 'lower' : 'higher';
  const direction = deciding.direction === null ? '' : ` (${better} is better)`;
  return [
    `trainer: ${reason}`,
    ...(seed === null || isModule ? [] : [`seed: by ${seed}`]),
    ...(output === null || isModule ? [] : [`output folder: by ${output}`]),
    ...(outputs.length === 0 ? [] : [`it writes: ${outputs.join(', ')}`]),
    ...(deciding.source === null ? [] : [`metric: ${deciding.name}${direction}, from ${deciding.source}`]),
    ...(evaluation.length === 0 ? [] : [`evaluation: ${evaluation.join(', ')}`]),
    ...(compared === null
      ? []
      : [
          `compared: ${compared.name} ${compared.value} and ${compared.other}, because there is only one version of the code`,
        ]),
  ];
}
