/** How a program takes its seed, its output folder and its parameters: told from its text. */
import type { Program } from './find-program.ts';
import { type Option, optionsOf, positionsOf, seedVariable } from './read-arguments.ts';

export interface Arguments {
  /** The command with `{seed}`, `{run_dir}` and `{params.NAME}`. */
  readonly command: string;
  /** Where the program finds its seed, for the reader; null: no way was found. */
  readonly seed: string | null;
  readonly output: string | null;
  /** Numbers and words that it has to be given, or takes; the likeliest to be compared first. */
  readonly params: readonly Param[];
  readonly usesParams: boolean;
}

export interface Param {
  readonly name: string;
  readonly value: number | string;
  /** Another value that it knows, or twice the number. */
  readonly other: number | string;
  /** Whether the program ends without it. */
  readonly isNeeded: boolean;
}

const SEED = /^(?:(?:random|rng|manual|global|torch|np|training)?_?seed|random_state|seed_everything)$/;
const OUTPUT =
  /^(?:(?:out|output|save|run|log|logs|logging|result|results|model|checkpoint|ckpt|work|exp|metrics?|report|artifacts?)?_?(?:dir|directory|folder|path|file|root|to)|out|output|o|outdir|logdir|savedir|workdir|save|dest|destination|default_root_dir)$/;
const INPUT = /data|input|config|vocab|tokenizer|pretrained/;
/** What is worth trying twice of, before all else. */
const INTERESTING =
  /hidden|units|width|dim|layers|depth|learning_rate|^lr$|estimators|epochs|rounds|batch|dropout|alpha|^c$/;
const TYPICAL: ReadonlyArray<readonly [RegExp, number]> = [
  [/hidden|units|width|dim|filters|channels/, 32],
  [/layers/, 1],
  [/depth/, 3],
  [/heads/, 2],
  [/epochs|steps|rounds|iter/, 5],
  [/batch/, 32],
  [/estimators|trees/, 50],
  [/dropout|rate$/, 0.1],
  [/^lr$|learning_rate/, 0.001],
];

export function findArguments({ command, text, file }: Program): Arguments {
  if (file === 'Makefile') return fromVariables(command, text);
  if (/@hydra\.main/.test(text)) return fromHydra(command, text);
  if (/LightningCLI\(/.test(text))
    return {
      command: `${command} fit --seed_everything {seed} --trainer.default_root_dir {run_dir}`,
      ...{ seed: '--seed_everything', output: '--trainer.default_root_dir', params: [], usesParams: false },
    };
  const options = optionsOf(text).filter(({ flag }) => !command.includes(flag));
  const own = ownParams(text);
  const [seed, output] = [options.find(({ name }) => SEED.test(name)), findOutput(options)];
  const flags: string[] = [];
  let seedBy = /CONCLUSIVE_SEED/.test(text) ? 'CONCLUSIVE_SEED' : null;
  let outputBy = /CONCLUSIVE_RUN_DIR/.test(text) ? 'CONCLUSIVE_RUN_DIR' : null;
  if (seedBy === null && seed !== undefined) {
    flags.push(`${seed.flag} {seed}`);
    seedBy = seed.flag;
  }
  if (outputBy === null && output !== undefined) {
    flags.push(`${output.flag} ${outputValue(output)}`);
    outputBy = output.flag;
  }
  const params: Param[] = [...own];
  for (const option of options) {
    if (option === seed || option === output || own.some(({ name }) => name === option.name)) continue;
    const param = paramOf(option);
    if (param !== null && !params.some(({ name }) => name === param.name)) params.push(param);
  }
  const positions = positionsOf(text);
  for (const { position, name } of positions) {
    if (seedBy === null && (SEED.test(name) || (position === 1 && name === ''))) {
      flags.push('{seed}');
      seedBy = `argument ${position}`;
    } else if (outputBy === null && OUTPUT.test(name)) {
      flags.push('{run_dir}');
      outputBy = `argument ${position}`;
    } else {
      const param = { name: name || `arg${position}`, value: 1, other: 2, isNeeded: true };
      flags.push(`{params.${param.name}}`);
      params.push(param);
    }
  }
  const variable = seedBy === null ? seedVariable(text) : null;
  const given = options.filter(({ isNeeded }) => isNeeded).map(({ name }) => name);
  for (const { name, isNeeded } of params) {
    const option = options.find((one) => one.name === name);
    if (isNeeded && option !== undefined && given.includes(name))
      flags.push(`${option.flag} {params.${name}}`);
  }
  return {
    command: [...(variable === null ? [] : [`env ${variable}={seed}`]), command, ...flags].join(' '),
    seed: variable ?? seedBy,
    output: outputBy,
    params: params.sort((a, b) => rank(a) - rank(b)),
    usesParams: own.length > 0,
  };
}

/** The flag by which a parameter of a program is given; null where it reads CONCLUSIVE_PARAMS or has its place already. */
export function flagOf({ text }: Pick<Program, 'text'>, name: string): string | null {
  return optionsOf(text).find((option) => option.name === name)?.flag ?? null;
}

function rank({ name, value }: Param): number {
  return (INTERESTING.test(name) ? 0 : 2) + (typeof value === 'number' ? 0 : 1);
}

function findOutput(options: readonly Option[]): Option | undefined {
  const fitting = options.filter(({ name }) => OUTPUT.test(name) && !INPUT.test(name));
  return fitting.find(({ name }) => /^out|run_dir|result|save/.test(name)) ?? fitting[0];
}

/** A file stays one, in the run's folder. */
function outputValue({ name, value }: Option): string {
  const file = /([^/\\]+\.(?:json|jsonl|csv|tsv|txt|log|ya?ml|npz|npy))$/.exec(value ?? '')?.[1];
  if (file !== undefined) return `{run_dir}/${file}`;
  return /file$/.test(name) ? '{run_dir}/metrics.json' : '{run_dir}';
}

function paramOf({ name, value, isNeeded }: Option): Param | null {
  const number = value === null || value === '' ? Number.NaN : Number(value);
  if (Number.isFinite(number)) return { name, value: number, other: twice(number), isNeeded };
  if (!isNeeded || INPUT.test(name)) return null;
  const typical = typicalOf(name);
  return { name, value: typical, other: twice(typical), isNeeded };
}

/** Keys that a program takes from CONCLUSIVE_PARAMS, with the values that it knows of them. */
function ownParams(text: string): Param[] {
  if (!/CONCLUSIVE_PARAMS/.test(text)) return [];
  const keys = [...text.matchAll(/\bparams(?:\[["'](\w+)["']\]|\.(?!get\b|items\b|keys\b)(\w+))/g)];
  return [...new Set(keys.map(([, index, member]) => index ?? member ?? ''))].map((name) => {
    const words = [...text.matchAll(new RegExp(`${name}["']?\\]?\\s*={2,3}\\s*["']([\\w-]+)["']`, 'g'))];
    const [first] = words.map(([, word = '']) => word);
    const typical = typicalOf(name);
    return first === undefined
      ? { name, value: typical, other: twice(typical), isNeeded: true }
      : { name, value: 'default', other: first, isNeeded: true };
  });
}

function typicalOf(name: string): number {
  return TYPICAL.find(([pattern]) => pattern.test(name))?.[1] ?? 1;
}

function twice(value: number): number {
  return value === 0 ? 1 : Number((2 * value).toPrecision(6));
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
  return { command: [command, ...given].join(' '), seed, output, params: [], usesParams: false };
}

function fromHydra(command: string, text: string): Arguments {
  const key =
    /\b(?:cfg|config|conf|args)\.((?:\w+\.)*(?:random_|manual_)?(?:seed|random_state))\b/.exec(text)?.[1] ??
    null;
  const given = key === null ? [] : [`${key}={seed}`];
  return {
    command: [command, ...given, 'hydra.run.dir={run_dir}'].join(' '),
    ...{ seed: key, output: 'hydra.run.dir', params: [], usesParams: false },
  };
}
