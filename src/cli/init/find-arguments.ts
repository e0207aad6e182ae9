/** How a program takes its seed, its output folder and its parameters: told from its text. */
import type { Program } from './find-program.ts';

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

/** One option of a program. */
interface Option {
  readonly flag: string;
  readonly name: string;
  readonly value: string | null;
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

function optionsOf(text: string): Option[] {
  const found = new Map<string, Option>();
  const add = (flag: string, value: string | null, isNeeded: boolean) => {
    const name = flag.replace(/^-+/, '').replaceAll('-', '_').toLowerCase();
    if (!found.has(name)) found.set(name, { flag, name, value, isNeeded });
  };
  // argparse and click: add_argument("-s", "--seed", default=0), @click.option("--seed", default=0)
  for (const [, names = '', rest = ''] of text.matchAll(
    /(?:add_argument|click\.option|\.option)\(\s*((?:["'`][^"'`\n]*["'`]\s*,?\s*)+)((?:[^()]|\([^()]*\))*)\)/g,
  )) {
    const flags = [...names.matchAll(/["'`](--?[A-Za-z][\w.-]*)/g)].map(([, flag = '']) => flag);
    const flag = flags.find((one) => one.startsWith('--')) ?? flags[0];
    if (flag === undefined || /action\s*=\s*["']store_|is_flag/.test(rest)) continue;
    const value = /\bdefault\s*=\s*(["'][^"'\n]*["']|[^,\s)]+)/.exec(rest)?.[1] ?? null;
    add(flag, unquote(value), /required\s*=\s*True/.test(rest) || (value === null && /type\s*=/.test(rest)));
  }
  // absl: flags.DEFINE_integer("seed", 0, "…")
  for (const [, name = '', value = ''] of text.matchAll(
    /DEFINE_(?:integer|float|string)\(\s*["'](\w+)["']\s*,\s*(?:default\s*=\s*)?(["'][^"'\n]*["']|[^,\s)]+)/g,
  ))
    add(`--${name}`, unquote(value), value === 'None');
  // Node: parseArgs({ options: { seed: { type: 'string' } } })
  if (/\bparseArgs\(/.test(text))
    for (const [, name = ''] of text.matchAll(/["']?([\w-]+)["']?\s*:\s*\{\s*type\s*:\s*['"]string/g))
      add(`--${name}`, null, false);
  // typer and fire: the parameters of a function
  const isFunction = /typer\.run\(|@\w+\.command\(|fire\.Fire\(|tyro\.cli\(/.test(text);
  if (isFunction)
    for (const [, list = ''] of text.matchAll(/^def \w+\(((?:[^()]|\([^()]*\))*)\)/gm))
      for (const [, name = '', value] of list.matchAll(
        /(\w+)\s*:\s*[\w.[\]| ]+?(?:=\s*(["'][^"'\n]*["']|[\w.-]+))?\s*(?:,|$)/g,
      ))
        if (value !== undefined) add(`--${name.replaceAll('_', '-')}`, unquote(value), false);
  // transformers: TrainingArguments as options
  if (/HfArgumentParser\(/.test(text)) {
    add('--seed', '42', false);
    add('--output_dir', null, true);
  }
  return [...found.values()];
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

/** `seed = int(sys.argv[1])`, `SEED=$1`, `const seed = process.argv[2]`; without a name where a script only hands it on. */
function positionsOf(text: string): Array<{ readonly position: number; readonly name: string }> {
  const named = new Map<number, string>();
  for (const [, list = '', values = ''] of text.matchAll(
    /^[ \t]*([\w, \t]+?)[ \t]*=(.*sys\.argv\[\d\].*)$/gm,
  )) {
    const names = list.split(',').map((name) => name.trim().toLowerCase());
    const positions = [...values.matchAll(/sys\.argv\[(\d)\]/g)].map(([, at]) => Number(at));
    for (const [index, at] of positions.entries()) named.set(at, names[index] ?? '');
  }
  for (const [, list = ''] of text.matchAll(/^\s*((?:\w+\s*,\s*)+\w+)\s*=\s*[^\n]*sys\.argv\[1:/gm))
    for (const [index, name] of list.split(',').entries()) named.set(index + 1, name.trim().toLowerCase());
  for (const [, name = '', at = ''] of text.matchAll(/(\w+)\s*=[^\n=]*?process\.argv\[(\d)\]/g))
    named.set(Number(at) - 1, name.toLowerCase());
  if (!/\bimport\b|\brequire\(/.test(text)) {
    for (const [, name = '', at = ''] of text.matchAll(/^\s*(?:export\s+)?(\w+)=["']?\$\{?([1-9])\b/gm))
      named.set(Number(at), name.toLowerCase());
    for (const [, at = ''] of text.matchAll(/\$\{?([1-9])\b/g))
      if (!named.has(Number(at))) named.set(Number(at), '');
  }
  return [...named].sort(([a], [b]) => a - b).map(([position, name]) => ({ position, name }));
}

/** A variable of the environment that a program takes its seed from. */
function seedVariable(text: string): string | null {
  const names = [
    ...text.matchAll(
      /(?:os\.environ(?:\.get)?[[(]\s*|os\.getenv\(\s*|process\.env(?:\.|\[\s*))["']?([A-Z_]*SEED[A-Z_]*)/g,
    ),
    ...text.matchAll(/\$\{([A-Z_]*SEED[A-Z_]*)(?::?-[^}]*)?\}/g),
  ].map(([, name = '']) => name);
  return names.find((name) => !name.startsWith('CONCLUSIVE_') && name !== 'PYTHONHASHSEED') ?? null;
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

function unquote(value: string | null): string | null {
  return value === null || value === 'None' ? null : value.replace(/^["']|["']$/g, '');
}
