/** From what is found in a repository to a config, asking what nothing tells. */
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { listSources, readStart } from '../../program-text/list-sources.ts';
import { findArguments, withParam } from './find-arguments.ts';
import { type FoundMetric, findMetrics, GUESS } from './find-metrics.ts';
import { findPrograms } from './find-program.ts';
import { lookAround, missingModules, type Surroundings } from './look-around.ts';
import { findOpenEnds, type OpenEnd, openEnd } from './open-ends.ts';
import { isComparable, type Known } from './params.ts';
import { printedCurves } from './printed-values.ts';
import { type Program, readUsage, type Sources } from './program.ts';
import type { Questions } from './questions.ts';
import { type Draft, setupWith } from './write-config.ts';

export interface Drafted {
  readonly draft: Draft;
  readonly around: Surroundings;
  readonly isPython: boolean;
  /** The folder that the program reads its files from, where that is another: the config belongs there. */
  readonly home: string;
  /** What was found and where, and what was guessed. */
  readonly told: readonly string[];
  /** What has to be changed before a verdict. */
  readonly open: readonly OpenEnd[];
}

/** @returns null where no program is found. Nothing of the repository is run. */
export async function draftConfig(
  folder: string,
  questions: Questions,
  chosen?: string,
): Promise<Drafted | null> {
  const around = await lookAround(folder, await listSources(folder));
  const { files } = around;
  const sources: Sources = { files, text: (file) => readStart(join(folder, file)) };
  const program = await chooseProgram(await findPrograms(sources, around.python), questions, chosen);
  if (program === null) {
    const notebook = files.find((file) => file.endsWith('.ipynb'));
    if (notebook === undefined) return null;
    throw new UserError(
      `init: ${notebook} is a notebook, which a command cannot train; convert it (jupyter nbconvert --to script ${notebook}), then run init again`,
    );
  }
  const home = chosen === undefined ? homeOf(program, folder) : null;
  if (home !== null) {
    const own = await draftConfig(
      join(folder, home.folder),
      questions,
      posix.relative(home.folder, `${program.file}`),
    );
    if (own !== null)
      return {
        ...own,
        home: home.folder,
        told: [`folder: ${home.folder}, as ${program.file} reads ${home.path} from there`, ...own.told],
      };
  }
  return { ...(await draftFor(program, { sources, around, folder, questions })), home: '' };
}

interface Place {
  readonly sources: Sources;
  readonly around: Surroundings;
  readonly folder: string;
  readonly questions: Questions;
}

async function draftFor(
  program: Program,
  { sources, around, folder, questions }: Place,
): Promise<Omit<Drafted, 'home'>> {
  const { files } = around;
  const known: Known = {
    files,
    usage: await usageOf(program, sources),
    has: (path) => {
      const own = posix.normalize(path);
      return files.some((file) => file === own || file.startsWith(`${own.replace(/\/$/, '')}/`));
    },
  };
  const taken = findArguments(program, known);
  const found = await findMetrics(folder, {
    ...{ text: program.text, settings: program.settings, outputs: program.outputs, told: taken.told },
    givenFiles: [...taken.command.matchAll(/\{run_dir\}\/([\w.-]+)/g)].map(([, name = '']) => name),
    isGivenFolder: taken.output !== null && taken.output !== 'hydra.run.dir',
    isTracked: known.has,
  });
  const metric = await chooseMetric(found.metrics, questions);
  const hasNoOther = around.history === null || around.history === 'one commit';
  const comparable = taken.params.find(isComparable);
  const compared = hasNoOther ? (comparable ?? null) : null;
  const isPython = /\bpython/.test(program.command) || program.file?.endsWith('.py') === true;
  const missing = isPython ? await missingModules(around.python, folder, program, files) : [];
  const missesModules = missing.length > 0;
  const draft: Draft = {
    command: compared === null ? taken.command : withParam(taken.command, compared),
    ...setupOf(await makeTargets(sources, program), missesModules ? around.requirements : null),
    outputs: found.outputs,
    printed: found.hasLog ? null : printedCurves(program.text),
    params: taken.params.filter((param) => param.isNeeded || param === compared),
    compared,
    hasCommits: around.history !== null,
    metric,
    variesData: /CONCLUSIVE_(?:SEED_)?DATA|CONCLUSIVE_SEED_\{/.test(program.text),
    evaluation: around.evaluation.filter(
      (file) => file !== program.file && !found.outputs.some((output) => `${file}/`.startsWith(`${output}/`)),
    ),
    requirements: isPython && !missesModules ? around.requirements : null,
  };
  const { seed, output } = taken;
  return {
    draft,
    around,
    isPython,
    told: tell(program, { seed, output }, draft),
    open: [
      ...(missesModules && draft.setup.length === 0
        ? [
            openEnd(
              `${around.python} has no module ${missing.join(', ')}, which ${program.file} imports; activate your environment before the next command`,
            ),
          ]
        : []),
      ...(await findOpenEnds({ program, taken, draft, folder, unnamed: found.unnamed })),
    ],
  };
}

/** Lines of other files that start the program. */
async function usageOf({ file, command }: Program, sources: Sources): Promise<string> {
  const names = [posix.basename(file ?? command), / -m ([\w.]+)/.exec(command)?.[1] ?? ''].filter(
    (name) => name !== '',
  );
  const lines = (await readUsage(sources)).filter(([path]) => path !== file).map(([, line]) => line);
  return lines.filter((line) => names.some((name) => line.includes(name))).join('\n');
}

async function chooseProgram(
  programs: readonly Program[],
  questions: Questions,
  file: string | undefined,
): Promise<Program | null> {
  const own = file === undefined ? undefined : programs.find((program) => program.file === file);
  if (own !== undefined) return own;
  const command = await questions.choose(
    'Which program trains a model?',
    programs.map((program) => program.command),
  );
  return programs.find((program) => program.command === command) ?? null;
}

/** A program of a subfolder that reads a file which is there under this name, and not here. */
function homeOf({ file, text }: Program, folder: string): { folder: string; path: string } | null {
  const own = file === null ? '.' : posix.dirname(file);
  if (own === '.' || /__file__|import\.meta|__dirname|dirname "?\$|BASH_SOURCE/.test(text)) return null;
  const paths = [
    ...text.matchAll(
      /["'`\s=]((?:\.\.\/)*[\w-]+(?:\/[\w.-]+)*\.(?:csv|tsv|jsonl?|npz|npy|txt|ya?ml|parquet|pkl))\b/g,
    ),
  ];
  const path = paths
    .map(([, one = '']) => one)
    .find((one) => existsSync(join(folder, own, one)) && !existsSync(join(folder, one)));
  return path === undefined ? null : { folder: own, path };
}

async function chooseMetric(found: readonly FoundMetric[], questions: Questions): Promise<FoundMetric> {
  const [first] = found;
  const name = await questions.ask('Which metric decides?', first?.name ?? 'accuracy');
  const known = found.find((metric) => metric.name === name);
  const guessed: FoundMetric = known ?? {
    ...{ name, direction: 'maximize', isKnown: name === 'accuracy', source: GUESS },
    ...{ printed: null, isPercent: false, place: null },
  };
  if (guessed.isKnown) return guessed;
  const direction = await questions.choose(`Is ${name} better when higher or lower?`, [
    guessed.direction,
    guessed.direction === 'maximize' ? 'minimize' : 'maximize',
  ]);
  return { ...guessed, direction: direction === 'minimize' ? 'minimize' : 'maximize' };
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
  { seed, output }: { readonly seed: string | null; readonly output: string | null },
  { outputs, compared, evaluation, setup, metric }: Draft,
): string[] {
  return [
    `trainer: ${program.reason}`,
    ...(seed === null ? [] : [`seed: by ${seed}`]),
    ...(output === null ? [] : [`output folder: by ${output}`]),
    ...(outputs.length === 0 ? [] : [`it writes: ${outputs.join(', ')}`]),
    `metric: ${metric.name}, ${metric.direction}, from ${metric.source}`,
    ...(evaluation.length === 0 ? [] : [`evaluation: ${evaluation.join(', ')}`]),
    ...(setup.length === 0 ? [] : [`setup: ${setup.join('; ')}`]),
    ...(compared === null
      ? []
      : [
          `compared: ${compared.name} ${compared.value} and ${compared.other}, because there is only one version of the code`,
        ]),
  ];
}
