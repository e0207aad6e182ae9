/** What `conclusive init` could not know, each with the line to write. */
import { findSeedLines } from '../../program-text/seed-lines.ts';
import { splitCommand } from '../../train/trainers/command-line.ts';
import type { Arguments } from './find-arguments.ts';
import { GUESS } from './find-metrics.ts';
import type { Program } from './program.ts';
import type { Draft } from './write-config.ts';

interface Found {
  readonly program: Program;
  readonly taken: Arguments;
  readonly draft: Draft;
  readonly folder: string;
  /** A file of results whose name every run decides. */
  readonly unnamed: string | null;
}

export interface OpenEnd {
  readonly text: string;
  /** Whether it is of the metric, which a trial may find. */
  readonly isOfMetric: boolean;
}

/** A number that seeds something, where it stands in the code. */
const FIXED_SEED =
  /^[ \t]*(.*\b(?:manual_seed|seed_everything|set_seed|set_random_seed|random\.seed|srand|set\.seed|default_rng|RandomState|PRNGKey|random\.key|(?:global_|random_)?(?:seed|SEED)\s*=|random_state\s*=|RANDOM_STATE\s*=)\s*\(?\s*)(\d+)\b(\)?)/m;

export async function findOpenEnds({ program, taken, draft, folder, unnamed }: Found): Promise<OpenEnd[]> {
  const { command, metric, outputs, params } = draft;
  const isSaved = taken.output !== null || outputs.length > 0 || metric.printed !== null;
  const before = [
    ...(taken.seed === null ? [await seedLine(program, command, folder)] : []),
    ...(isSaved
      ? []
      : [
          `no argument of ${command} sets its output folder: write {"${metric.name}": 0.83} to metrics.json in the folder CONCLUSIVE_RUN_DIR`,
        ]),
    ...(unnamed === null
      ? []
      : [
          `its results are in ${unnamed}, which has another name in each run: call it metrics.json, or print ${metric.name}`,
        ]),
  ];
  const after = [
    ...params
      .filter(({ isGuess }) => isGuess)
      .map(
        ({ name, value }) =>
          `${value} for ${name} is a guess, as the program needs it: check it under params`,
      ),
    ...(/\bget_ipython\(\)/.test(program.text)
      ? [`${program.file} calls get_ipython(), which only a notebook has: remove these lines`]
      : []),
  ];
  return [...before.map(openEnd), ...metricEnds(metric), ...after.map(openEnd)];
}

/** What is guessed of the metric that decides. */
export function metricEnds({ name, source, isKnown }: Draft['metric']): OpenEnd[] {
  const guesses = [
    ...(source === GUESS
      ? [
          `no metric was found, so ${name} is a guess: put yours under metrics; init --trial runs it once and looks`,
        ]
      : []),
    ...(isKnown
      ? []
      : [`whether a higher or a lower ${name} is better is a guess: check direction under metrics`]),
  ];
  return guesses.map((text) => ({ text, isOfMetric: true }));
}

export function openEnd(text: string): OpenEnd {
  return { text, isOfMetric: false };
}

async function seedLine({ text, file, settings }: Program, command: string, folder: string): Promise<string> {
  const seedIn =
    settings === null || settings.seedKey === null ? null : `${settings.seedKey} of ${settings.file}`;
  const [, start, value, end] = FIXED_SEED.exec(text) ?? [];
  const isPython = file?.endsWith('.py') === true;
  const wrong = `no argument of ${command} sets its seed`;
  if (seedIn !== null && isPython)
    return `${wrong}, which is ${seedIn}: when that is read, use int(os.environ.get("CONCLUSIVE_SEED", 0)) instead`;
  if (start !== undefined && value !== undefined && isPython)
    return `${wrong}: in place of \`${start}${value}${end}\` write \`${start}int(os.environ.get("CONCLUSIVE_SEED", ${value}))${end}\``;
  const lines = await findSeedLines(splitCommand(command), folder);
  return `${wrong}: read it from CONCLUSIVE_SEED${lines === null ? '' : `, ${lines}`}`;
}
