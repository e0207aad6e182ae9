/** From what is found in a repository to a config, asking what nothing tells. */
import { join } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { listSources, readStart } from '../../plan/code/list-sources.ts';
import { findSeedLines } from '../../train/trainers/seed-lines.ts';
import { type Arguments, findArguments, flagOf, type Param } from './find-arguments.ts';
import { type FoundMetric, findMetrics } from './find-metrics.ts';
import { findPrograms, type Program, type Sources } from './find-program.ts';
import { lacksModules, lookAround, type Surroundings } from './look-around.ts';
import type { Questions } from './questions.ts';
import { type Draft, setupWith } from './write-config.ts';

export interface Drafted {
  readonly draft: Draft;
  readonly around: Surroundings;
  readonly isPython: boolean;
  /** What was found and where, and what was guessed. */
  readonly told: readonly string[];
  /** What has to be changed in the program before a verdict. */
  readonly open: readonly string[];
}

const MAX_CHOICES = 9;

/** @returns null where no program is found. Nothing of the repository is run. */
export async function draftConfig(folder: string, questions: Questions): Promise<Drafted | null> {
  const files = await listSources(folder);
  const sources: Sources = { files, text: (file) => readStart(join(folder, file)) };
  const around = await lookAround(folder, files);
  const programs = (await findPrograms(sources, around.python)).slice(0, MAX_CHOICES);
  const chosen = await questions.choose(
    'Which program trains a model?',
    programs.map(({ command }) => command),
  );
  const program = programs.find(({ command }) => command === chosen);
  if (program === undefined) {
    const notebook = files.find((file) => file.endsWith('.ipynb'));
    if (notebook === undefined) return null;
    throw new UserError(
      `init: ${notebook} is a notebook, which a command cannot train; convert it (jupyter nbconvert --to script ${notebook}), then run init again`,
    );
  }
  const taken = findArguments(program);
  const found = await findMetrics(folder, program, taken.output !== null);
  const metrics = await chooseMetrics(found.metrics, questions);
  const compared =
    around.history === null || around.history === 'one commit' ? (taken.params[0] ?? null) : null;
  const isPython = /\bpython/.test(program.command);
  const missesModules = isPython && (await lacksModules(around.python, folder, program.text));
  const draft: Draft = {
    command: withFlag(taken, compared, program),
    ...setupOf(await makeTargets(sources, program), missesModules ? around.requirements : null),
    outputs: found.outputs,
    params: taken.params.filter((param) => param.isNeeded || param === compared),
    compared,
    hasCommits: around.history !== null,
    metrics,
    variesData: /CONCLUSIVE_(?:SEED_)?DATA|CONCLUSIVE_SEED_\{/.test(program.text),
    evaluation: around.evaluation.filter((file) => file !== program.file && !found.outputs.includes(file)),
    requirements: isPython && !missesModules ? around.requirements : null,
  };
  return {
    draft,
    around,
    isPython,
    ...tell(program, taken, draft, metrics[0]),
    open: [
      ...(missesModules && draft.setup.length === 0
        ? [
            `${around.python} lacks packages that ${program.file} imports; activate your environment before the next command`,
          ]
        : []),
      ...(await openEnds(taken, found.outputs, draft, folder)),
    ],
  };
}

async function chooseMetrics(found: readonly FoundMetric[], questions: Questions): Promise<FoundMetric[]> {
  const [first] = found;
  const name = await questions.ask('Which metric decides?', first?.name ?? 'accuracy');
  const known = found.find((metric) => metric.name === name);
  const guessed: FoundMetric = known ?? {
    ...{
      name,
      direction: 'maximize',
      isKnown: name === 'accuracy',
      printed: null,
      place: null,
      source: 'a guess',
    },
  };
  if (guessed.isKnown) return [guessed];
  const direction = await questions.choose(`Is ${name} better when higher or lower?`, [
    guessed.direction,
    guessed.direction === 'maximize' ? 'minimize' : 'maximize',
  ]);
  return [{ ...guessed, direction: direction === 'minimize' ? 'minimize' : 'maximize' }];
}

/** A parameter that is compared has to reach the program: by its flag where it is not given already. */
function withFlag({ command }: Arguments, compared: Param | null, program: Program): string {
  if (compared === null || command.includes(`{params.${compared.name}}`)) return command;
  const flag = flagOf(program, compared.name);
  return flag === null ? command : `${command} ${flag} {params.${compared.name}}`;
}

/** Programs that a script starts and a Makefile makes: they are in no work tree. */
async function makeTargets({ files, text }: Sources, program: Program): Promise<string[]> {
  if (!files.includes('Makefile') || program.file === 'Makefile') return [];
  const makefile = await text('Makefile');
  const started = [...program.text.matchAll(/(?:^|[\s;&|(])\.\/([\w-]+)\b/gm)].map(([, name = '']) => name);
  return [...new Set(started)].filter((name) => new RegExp(`^${name}[ \\t]*:`, 'm').test(makefile));
}

function setupOf(
  targets: readonly string[],
  requirements: string | null,
): Pick<Draft, 'setup' | 'setupFiles'> {
  const install = requirements === null || requirements === 'environment.yml' ? [] : setupWith(requirements);
  return {
    setup: [...install, ...targets.map((target) => `make -s ${target}`)],
    setupFiles: install.length > 0 && targets.length === 0 && requirements !== null ? [requirements] : [],
  };
}

function tell(
  program: Program,
  { seed, output }: Arguments,
  { outputs, compared, evaluation, setup }: Draft,
  metric: FoundMetric | undefined,
): Pick<Drafted, 'told'> {
  return {
    told: [
      `trainer: ${program.reason}`,
      ...(seed === null ? [] : [`seed: by ${seed}`]),
      ...(output === null ? [] : [`output folder: by ${output}`]),
      ...(outputs.length === 0 ? [] : [`it writes: ${outputs.join(', ')}`]),
      ...(metric === undefined ? [] : [`metric: ${metric.name}, ${metric.direction}, from ${metric.source}`]),
      ...(evaluation.length === 0 ? [] : [`evaluation: ${evaluation.join(', ')}`]),
      ...(setup.length === 0 ? [] : [`setup: ${setup.join('; ')}`]),
      ...(compared === null
        ? []
        : [
            `compared: ${compared.name} ${compared.value} and ${compared.other}, because the code has only one commit`,
          ]),
    ],
  };
}

async function openEnds(
  { seed, output }: Arguments,
  outputs: readonly string[],
  { command, metrics }: Draft,
  folder: string,
): Promise<string[]> {
  const lines = seed === null ? await findSeedLines(command, folder) : null;
  return [
    ...(seed === null
      ? [
          `no argument of ${command} sets its seed: read it from CONCLUSIVE_SEED${lines === null ? '' : `, ${lines}`}`,
        ]
      : []),
    ...(output === null && outputs.length === 0 && metrics.every(({ printed }) => printed === null)
      ? [
          `no argument of ${command} sets its output folder: write {"${metrics[0]?.name}": 0.83} to metrics.json in the folder CONCLUSIVE_RUN_DIR`,
        ]
      : []),
  ];
}
