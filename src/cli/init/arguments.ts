/** How a program gets its seed, its output folder and its parameters. */
import type { Option } from '../../program-text/program-text.ts';
import { type Program, withVariables } from './find-program.ts';

export interface Param {
  readonly name: string;
  readonly value: number;
  /** The value of the other model. */
  readonly other: number;
  readonly command: string;
}

export interface Arguments {
  /** The command with `{seed}`, `{run_dir}` and `{params.NAME}`. */
  readonly command: string;
  /** Where the program takes its seed, for the user; null: no way was found. */
  readonly seed: string | null;
  readonly output: string | null;
  /** Parameters that the program needs and whose values only the user knows. */
  readonly needed: readonly string[];
  /** The first number that two models could differ in. */
  readonly comparable: Param | null;
  /** Options that are told where the output goes. */
  readonly told: readonly string[];
}

const SEED =
  /^(?:(?:random|rng|rand|manual|global|torch|np|numpy|training|train|init|model|run)?_?seed|manualseed|random_?state|rng|seed_everything|seed_?(?:value|num|number|id))$/;
const OUTPUT =
  /^(?:out|outf|outdir|output|outputs|results|logdir|savedir|workdir|(?:out|output|save|run|log|logs|logging|results?|work|exp|experiment|metrics?|scores?|report|artifacts?|history)_?(?:dir|directory|folder|path|file|root|json|csv)|(?:metrics?|results?|scores?|report|log|pred\w*)_out(?:put)?|default_root_dir)$/;
/** Without a default, a model may be loaded from there. */
const OUTPUT_WITH_DEFAULT =
  /^(?:dir|(?:model|checkpoint|checkpoints|ckpt)_?(?:dir|directory|folder|path|file|out))$/;
const COMPARABLE =
  /hidden|units|width|(?:^|_)dim|layers|depth|learning_rate|^lr$|estimators|epochs|rounds|batch|dropout/;
const RESULT_FILE =
  /(?:^|\/)([\w.-]+\.(?:json|jsonl|csv|tsv|txt|log|npz|npy|pt|pth|pkl|joblib|h5|keras|bin|ckpt))$/;

/** @param isThere whether the repository has a file or folder */
export function findArguments(program: Program, isThere: (path: string) => boolean): Arguments {
  const { text, says } = program;
  if (program.isModule)
    return {
      command: program.command,
      seed: 'context.seed',
      output: 'Conclusive',
      needed: says.params,
      comparable: null,
      told: [],
    };
  if (/@hydra\.main/.test(text)) return ofHydra(program.command, text);
  if (/\bLightningCLI\(/.test(text))
    return {
      command: `${program.command} fit --seed_everything {seed} --trainer.default_root_dir {run_dir}`,
      seed: '--seed_everything',
      output: '--trainer.default_root_dir',
      needed: [],
      comparable: null,
      told: [],
    };
  const stated = statedIn(program.command);
  const isFree = ({ flag }: Option) => flag === null || !stated.command.split(/[\s=]+/).includes(flag);
  const options = says.options.filter(isFree);
  const words: string[] = [];
  const needed = [...says.params];
  const told = stated.told;
  let seed = stated.seed ?? (/CONCLUSIVE_SEED/.test(text) ? 'CONCLUSIVE_SEED' : null);
  let output = stated.output ?? (/CONCLUSIVE_RUN_DIR/.test(text) ? 'CONCLUSIVE_RUN_DIR' : null);
  const hasOutput = output !== null;
  for (const option of options) {
    const { name, flag, isNeeded } = option;
    const start = flag === null ? '' : `${flag} `;
    if (seed === null && SEED.test(name)) {
      words.push(`${start}{seed}`);
      seed = flag ?? name;
      told.push(name);
    } else if (!hasOutput && isOutput(option, isThere)) {
      words.push(`${start}${outputValue(option)}`);
      output ??= flag ?? name;
      told.push(name);
    } else if (isNeeded) {
      words.push(`${start}{params.${name}}`);
      needed.push(name);
    }
  }
  for (const { name } of says.positions) {
    if (seed === null && SEED.test(name)) {
      words.push('{seed}');
      seed = `argument ${name}`;
    } else if (output === null && OUTPUT.test(name)) {
      words.push('{run_dir}');
      output = `argument ${name}`;
    } else {
      words.push(`{params.${name}}`);
      needed.push(name);
    }
  }
  const set: string[] = [];
  for (const name of says.variables.keys()) {
    const lower = name.toLowerCase();
    if (seed === null && /seed$|random_state$/.test(lower)) {
      set.push(`${name}={seed}`);
      seed = name;
    } else if (output === null && OUTPUT.test(lower)) {
      set.push(`${name}={run_dir}`);
      output = name;
    }
  }
  const command = [commandWith(set, stated.command), ...words].join(' ');
  return { command, seed, output, needed, comparable: comparableOf(program, options, command), told };
}

/** `make` takes variables as arguments. */
function commandWith(set: readonly string[], command: string): string {
  return /^make\b/.test(command) ? [command, ...set].join(' ') : withVariables(set, command);
}

function isOutput({ name, value, isNeeded }: Option, isThere: (path: string) => boolean): boolean {
  if (value !== null && isThere(value)) return false;
  return OUTPUT.test(name) || (OUTPUT_WITH_DEFAULT.test(name) && (value !== null || isNeeded));
}

/** Keeps the file's name, in the run's folder. */
function outputValue({ name, value }: Pick<Option, 'name' | 'value'>): string {
  const file = RESULT_FILE.exec(value ?? '')?.[1];
  if (file !== undefined) return `{run_dir}/${file}`;
  if (/csv$/.test(name)) return '{run_dir}/log.csv';
  return /(?:file|json)$/.test(name) ? '{run_dir}/metrics.json' : '{run_dir}';
}

function comparableOf({ says }: Program, options: readonly Option[], command: string): Param | null {
  const given = options.map(({ name, flag, value }) => ({
    name,
    value,
    start: flag === null ? null : `${flag} `,
  }));
  const set = [...says.variables].map(([name, value]) => ({ name, value, start: `${name}=` }));
  for (const { name, value, start } of [...given, ...set]) {
    const number = value === null || value === '' ? Number.NaN : Number(value);
    if (start === null || !(number > 0) || !COMPARABLE.test(name.toLowerCase())) continue;
    const word = `${start}{params.${name}}`;
    return {
      name,
      value: number,
      other: Number((2 * number).toPrecision(6)),
      command: start.endsWith('=') ? commandWith([word], command) : `${command} ${word}`,
    };
  }
  return null;
}

interface Stated {
  readonly command: string;
  readonly seed: string | null;
  readonly output: string | null;
  readonly told: string[];
}

/** Replaces what the repository's own command gives: `--seed 42` becomes `--seed {seed}`. */
function statedIn(command: string): Stated {
  let seed = command.includes('{seed}') ? 'the command' : null;
  let output: string | null = null;
  const told: string[] = [];
  const filled = command.replaceAll(
    /(?<=\s)(--?[A-Za-z][\w-]*)([ =])([^\s"'{}-][^\s"'{}]*)/g,
    (whole, flag: string, sign: string, value: string) => {
      const name = flag.replace(/^-+/, '').replaceAll('-', '_').toLowerCase();
      if (SEED.test(name) && /^\d+$/.test(value)) {
        seed ??= flag;
        return `${flag}${sign}{seed}`;
      }
      if (!flag.startsWith('--') || !OUTPUT.test(name)) return whole;
      output ??= flag;
      told.push(name);
      return `${flag}${sign}${outputValue({ name, value })}`;
    },
  );
  return { command: filled, seed, output, told };
}

/** `cfg.train.seed` and `cfg["seed"]` */
function ofHydra(command: string, text: string): Arguments {
  const found =
    /\b(?:cfg|config|conf)((?:\.\w+|\[["']\w+["']\])*?(?:\.|\[["'])(?:random_|manual_)?(?:seed|random_state))\b/.exec(
      text,
    );
  const key = found?.[1]?.replaceAll(/\[["'](\w+)["']\]/g, '.$1').replace(/^\.|^\[["']/, '') ?? null;
  const seed = key === null ? [] : [`${key}={seed}`];
  return {
    command: [command, ...seed, 'hydra.run.dir={run_dir}'].join(' '),
    seed: key,
    output: 'hydra.run.dir',
    needed: [],
    comparable: null,
    told: [],
  };
}
