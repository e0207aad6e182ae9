/** How a program takes its seed, its output folder and its parameters: told from its text. */
import { interestOf, type Known, ownParams, type Param, paramOf, twice } from './params.ts';
import { type Program, withVariables } from './program.ts';
import { type Option, optionsOf, positionsOf, variablesOf } from './read-arguments.ts';

export interface Arguments {
  /** The command with `{seed}`, `{run_dir}` and `{params.NAME}`. */
  readonly command: string;
  /** Where the program finds its seed, for the reader; null: no way was found. */
  readonly seed: string | null;
  readonly output: string | null;
  /** Numbers and words that it has to be given, or takes; the likeliest to be compared first. */
  readonly params: readonly Param[];
  /** Options that are told where its output goes. */
  readonly told: readonly string[];
}

const SEED =
  /^(?:(?:random|rng|rand|manual|global|torch|np|numpy|training|train|init|model|run)?_?seed|random_?state|rng|seed_everything|seed_?(?:value|num|number|id))$/;
/** Of the splits, the search and other things than the training. */
const OTHER_SEED = /data|split|eval|test|fold|sampl|n_|num/;
const OUTPUT =
  /^(?:(?:out|output|save|run|log|logs|logging|result|results|model|checkpoint|ckpt|checkpoints|work|exp|experiment|metrics?|scores?|report|artifacts?|history)_?(?:dir|directory|folder|path|file|root|to|json|csv)|(?:metrics?|results?|scores?|report|log|json|csv|model|pred\w*)_out(?:put)?|out(?:put)?_(?:json|csv|metrics|model|results?)|out|outf|output|outputs|results|o|dir|folder|outdir|logdir|savedir|workdir|save|dst|dest|destination|default_root_dir)$/;
const INPUT = /data|src|source|input|config|cfg|vocab|tokenizer|pretrained|resume|load|restore|cache/;
/** What may be loaded as well: it is told where it goes only where the text has a place for it. */
const LOADED = /^(?:model|checkpoint|ckpt|checkpoints|dir|folder|results)(?:_|$)/;
/** The name of a file at the end of a path, or of an expression that makes one. */
const RESULT_FILE =
  /(?:^|[/\\"'\s])([\w.-]+\.(?:json|jsonl|csv|tsv|txt|log|ya?ml|npz|npy|pt|pth|pkl|joblib|h5|keras|bin|ckpt))["')\s]*$/;

export function findArguments(program: Program, known: Known): Arguments {
  const { text, main, file, settings } = program;
  if (file === 'Makefile') return fromVariables(program.command, main);
  if (/@hydra\.main|\.from_cli\(/.test(text)) return fromHydra(program.command, text, settings);
  if (/LightningCLI\(/.test(text))
    return {
      command: `${program.command} fit --seed_everything {seed} --trainer.default_root_dir {run_dir}`,
      ...{ seed: '--seed_everything', output: '--trainer.default_root_dir', params: [], told: [] },
    };
  const stated = statedIn(program.command);
  const { command } = stated;
  const options = optionsOf(text).filter(({ flag }) => flag === null || !hasFlag(command, flag));
  const own = ownParams(text);
  const seed = stated.seed === null ? findSeed(options) : undefined;
  const outputs = stated.output === null ? findOutputs(options, known) : [];
  const flags: string[] = [];
  let seedBy = stated.seed ?? (/CONCLUSIVE_SEED/.test(text) ? 'CONCLUSIVE_SEED' : null);
  let outputBy = stated.output ?? (/CONCLUSIVE_RUN_DIR/.test(text) ? 'CONCLUSIVE_RUN_DIR' : null);
  const give = ({ flag }: Option, value: string) => flags.push(flag === null ? value : `${flag} ${value}`);
  if (seedBy === null && seed !== undefined && seed.flag !== null) {
    give(seed, '{seed}');
    seedBy = seed.flag;
  }
  if (outputBy === null)
    for (const output of outputs.filter(({ flag }) => flag !== null)) {
      give(output, outputValue(output));
      outputBy ??= output.flag;
    }
  const params: Param[] = [...own];
  for (const option of options) {
    const isGiven = option === seed || outputs.includes(option);
    if ((isGiven && option.flag !== null) || own.some(({ name }) => name === option.name)) continue;
    if (option.flag === null && isGiven) {
      // By its place among those that are needed.
      flags.push(option === seed ? '{seed}' : outputValue(option));
      if (option === seed) seedBy ??= option.name;
      else outputBy ??= option.name;
      continue;
    }
    const param = paramOf(option, known);
    if (param === null || params.some(({ name }) => name === param.name)) continue;
    params.push({ ...param, by: param.isNeeded ? null : option.flag });
    if (param.isNeeded) give(option, `{params.${param.name}}`);
  }
  for (const { position, name } of positionsOf(main)) {
    if (seedBy === null && (SEED.test(name) || (position === 1 && name === ''))) {
      flags.push('{seed}');
      seedBy = `argument ${position}`;
    } else if (outputBy === null && OUTPUT.test(name)) {
      // One that is opened is a file.
      const isFile = new RegExp(String.raw`open\(\s*${name}\s*[,)]`).test(main);
      flags.push(isFile ? '{run_dir}/metrics.json' : '{run_dir}');
      outputBy = `argument ${position}`;
    } else {
      const option = {
        name: name || `arg${position}`,
        flag: null,
        value: null,
        isNeeded: true,
        // One that a script only hands on is a number as often as not.
        isNumber: name === '',
        choices: [],
      };
      const param = paramOf(option, known);
      if (param === null) continue;
      flags.push(`{params.${param.name}}`);
      params.push(param);
    }
  }
  const variables = variablesOf(main);
  const fitting = (pattern: RegExp, but: RegExp) =>
    [...variables.keys()].find((name) => pattern.test(name.toLowerCase()) && !but.test(name.toLowerCase())) ??
    null;
  const seedVariable = seedBy === null ? fitting(/seed|random_state/, OTHER_SEED) : null;
  const outputVariable = outputBy === null ? fitting(OUTPUT, INPUT) : null;
  const set = [
    ...(seedVariable === null ? [] : [`${seedVariable}={seed}`]),
    ...(outputVariable === null ? [] : [`${outputVariable}={run_dir}`]),
  ];
  for (const [name, value] of variables) {
    const number = value === null || value === '' ? Number.NaN : Number(value);
    if (!Number.isFinite(number) || [seedVariable, outputVariable].includes(name)) continue;
    const given = { isNeeded: false, isGuess: false, by: `${name}=` };
    if (!params.some((param) => param.name === name))
      params.push({ name, value: number, other: twice(number), ...given });
  }
  const start = withVariables(set, command);
  const rewrites = seedBy === null && seedVariable === null ? rewriting(settings, start) : null;
  return {
    command: [rewrites ?? start, ...flags].join(' '),
    seed:
      rewrites === null
        ? (seedVariable ?? seedBy)
        : `${settings?.seedKey} of ${settings?.file}, rewritten for each run`,
    output: outputVariable ?? outputBy,
    params: params.sort((a, b) => interestOf(a) - interestOf(b)),
    told: [
      ...outputs.map(({ name }) => name),
      ...(stated.output === null ? [] : [stated.output.replace(/^-+/, '').replaceAll('-', '_')]),
    ],
  };
}

/** A seed that stands in a file of settings alone: each run has a copy of its own, in its own work tree. */
function rewriting(settings: Program['settings'], command: string): string | null {
  if (settings === null || settings.seedLine === null || !/^[\w./-]+$/.test(settings.file)) return null;
  const { file, seedLine } = settings;
  const change = String.raw`sed "s/^\( *${seedLine}:\).*/\1 $0/" ${file} > ${file}.new && mv ${file}.new ${file}`;
  return `sh -c '${change} && exec "$@"' {seed} ${command}`;
}

/** A command that gives a parameter to its program. */
export function withParam(command: string, { name, by }: Param): string {
  if (by === null) return command;
  const value = `{params.${name}}`;
  return by.endsWith('=') ? withVariables([`${by}${value}`], command) : `${command} ${by} ${value}`;
}

/** What a command of the repository gives already: `--seed 42` becomes `--seed {seed}`. */
function statedIn(command: string): { command: string; seed: string | null; output: string | null } {
  let seed: string | null = null;
  let output: string | null = null;
  if (command.includes('{seed}')) seed = 'the command';
  const filled = command.replaceAll(
    /(?<=\s)(--?)([A-Za-z][\w-]*)([ =])([^\s"'{}-][^\s"'{}]*)/g,
    (whole, dashes: string, flag: string, sign: string, value: string) => {
      const name = flag.replaceAll('-', '_').toLowerCase();
      if (SEED.test(name) && /^\d+$/.test(value)) {
        seed ??= `${dashes}${flag}`;
        return `${dashes}${flag}${sign}{seed}`;
      }
      if (dashes === '--' && OUTPUT.test(name) && !INPUT.test(name) && !/^\d/.test(value)) {
        output ??= `${dashes}${flag}`;
        return `${dashes}${flag}${sign}${outputValue({ name, value })}`;
      }
      return whole;
    },
  );
  return { command: filled, seed, output };
}

function hasFlag(command: string, flag: string): boolean {
  return command.split(/[\s=]+/).includes(flag);
}

function findSeed(options: readonly Option[]): Option | undefined {
  const others = options.filter(({ name }) => /seed/.test(name) && !OTHER_SEED.test(name));
  return options.find(({ name }) => SEED.test(name)) ?? others[0];
}

/** The likeliest folder of results first. What has no place of its own to go to may be what a model is loaded from. */
function findOutputs(options: readonly Option[], known: Known): Option[] {
  const fitting = options.filter(
    ({ name, value, isNeeded }) =>
      OUTPUT.test(name) &&
      !INPUT.test(name) &&
      !(value !== null && known.has(value)) &&
      (value !== null || isNeeded || !LOADED.test(name)),
  );
  const first = fitting.find(({ name }) => /^out|run_dir|result|save/.test(name)) ?? fitting[0];
  if (first === undefined) return [];
  return [
    first,
    ...fitting.filter((option) => option !== first && (option.value !== null || option.isNeeded)),
  ];
}

/** A file stays one, in the run's folder. */
function outputValue({ name, value }: Pick<Option, 'name' | 'value'>): string {
  const file = RESULT_FILE.exec(value ?? '')?.[1];
  if (file !== undefined) return `{run_dir}/${file}`;
  if (/csv$/.test(name)) return '{run_dir}/log.csv';
  return /(?:file|json)$/.test(name) ? '{run_dir}/metrics.json' : '{run_dir}';
}

function fromVariables(command: string, recipe: string): Arguments {
  const variables = [...new Set([...recipe.matchAll(/\$[({](\w+)[)}]/g)].map(([, name = '']) => name))];
  const seed = variables.find((name) => SEED.test(name.toLowerCase())) ?? null;
  const output =
    variables.find((name) => OUTPUT.test(name.toLowerCase()) && !INPUT.test(name.toLowerCase())) ?? null;
  const given = [
    ...(seed === null ? [] : [`${seed}={seed}`]),
    ...(output === null ? [] : [`${output}={run_dir}`]),
  ];
  return { command: [command, ...given].join(' '), seed, output, params: [], told: [] };
}

/** `cfg.train.seed`, else where the config has it. */
function fromHydra(command: string, text: string, settings: Program['settings']): Arguments {
  const key =
    /\b(?:cfg|config|conf|args)\.((?:\w+\.)*(?:random_|manual_)?(?:seed|random_state))\b/.exec(text)?.[1] ??
    settings?.seedKey ??
    null;
  const given = key === null ? [] : [`${key}={seed}`];
  const isHydra = /@hydra\.main/.test(text);
  return {
    command: [command, ...given, ...(isHydra ? ['hydra.run.dir={run_dir}'] : [])].join(' '),
    ...{ seed: key, output: isHydra ? 'hydra.run.dir' : null, params: [], told: [] },
  };
}
