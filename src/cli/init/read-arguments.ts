/** What a program's text says of its arguments: options, positions and variables of the environment. Nothing is run. */
import { argumentsAt, splitOutside, unquote } from './call-text.ts';

/** One argument of a program. */
export interface Option {
  /** null: it is known by its position. */
  readonly flag: string | null;
  /** In lower case, with `_`. */
  readonly name: string;
  /** Its default. */
  readonly value: string | null;
  /** Whether the program ends without it. */
  readonly isNeeded: boolean;
  readonly isNumber: boolean;
  /** All that it may be, where the text says so. */
  readonly choices: readonly string[];
}

const ADDERS = /(?:add_argument|click\.(?:option|argument)|\.option|\.addOption)\(/g;
/** Packages that make options of the fields of a class. */
const CLASS_PARSERS =
  /HfArgumentParser\(|tyro\.cli\(|simple_parsing|draccus|pyrallis|\.add_arguments\(|parse_args_into_dataclasses/;

const SEEDS = /seed|random.?state/i;

export function optionsOf(text: string): Option[] {
  const found = new Map<string, Option>();
  const add = (flag: string | null, named: string, more: Partial<Option> = {}) => {
    const name = named.replace(/^-+/, '').replaceAll('-', '_').toLowerCase();
    // What a stranger's text calls an option goes into a command, and into expressions.
    if (/^[\w.]+$/.test(name) && !found.has(name))
      found.set(name, {
        ...{ flag, name, value: null, isNeeded: flag === null, isNumber: false, choices: [] },
        ...more,
      });
  };
  // argparse and click, commander and yargs
  for (const { index, 0: call } of text.matchAll(ADDERS))
    addCalled(call, argumentsAt(text, index + call.length), add);
  // absl: flags.DEFINE_integer("seed", 0, "…")
  for (const { index, 0: call, 1: kind } of text.matchAll(/\bDEFINE_(integer|float|string|enum)\(/g)) {
    const [name, value, ...rest] = argumentsAt(text, index + call.length);
    const isRequired = rest.some((part) => /^required\s*=\s*True/.test(part));
    const own = unquote(name) ?? '';
    const isMarked = new RegExp(
      String.raw`mark_flags?_as_required\([^)]*["']${own.replaceAll(/\W/g, '')}["']`,
    ).test(text);
    if (own !== '')
      add(`--${own}`, own, {
        value: unquote(value?.replace(/^default\s*=\s*/, '')),
        isNeeded: isRequired || isMarked,
        isNumber: kind === 'integer' || kind === 'float',
      });
  }
  // ml_collections: --config=configs/default.py --config.seed=1
  for (const [, name = ''] of text.matchAll(/DEFINE_config_file\(\s*["'](\w+)["']/g)) {
    const seed = new RegExp(String.raw`\b${name}\.(\w*seed\w*)`, 'i').exec(text)?.[1];
    if (seed !== undefined) add(`--${name}.${seed}`, seed, { isNumber: true });
    add(`--${name}`, name, { isNeeded: true });
  }
  // Node: parseArgs({ options: { seed: { type: 'string' } } }), and what minimist makes of anything
  if (/\bparseArgs\(/.test(text))
    for (const [, name = ''] of text.matchAll(/["']?([\w-]+)["']?\s*:\s*\{\s*type\s*:\s*['"]string/g))
      add(`--${name}`, name);
  if (/\bminimist\b|\byargs\b|\bmri\b/.test(text))
    for (const [, name = '', value] of text.matchAll(
      /(?<![\w.])(?:argv|args|opts|options)\.([a-z]\w*)(?![\w(])(?:\s*(?:\|\||\?\?)\s*([\w.'"/-]+))?/g,
    ))
      add(`--${name}`, name, { value: unquote(value) });
  for (const list of commandFunctions(text)) addParameters(list, add);
  if (CLASS_PARSERS.test(text)) addFields(text, add);
  // transformers: TrainingArguments as options
  if (/HfArgumentParser\(/.test(text)) {
    add('--seed', 'seed', { value: '42', isNumber: true });
    add('--output_dir', 'output_dir', { isNeeded: true });
  }
  return [...found.values()];
}

type Add = (flag: string | null, name: string, more?: Partial<Option>) => void;

function addCalled(call: string, parts: readonly string[], add: Add): void {
  const isNode = call.startsWith('.');
  // commander has all in one text, with the value in brackets; yargs has a name alone.
  const names = parts
    .filter((part) => /^["'`]/.test(part))
    .flatMap((part) => (isNode ? part.replaceAll(/["'`]/g, '').split(/[\s,|]+/) : (unquote(part) ?? '')));
  const flag = names.find((one) => /^--\w/.test(one)) ?? names.find((one) => /^-[A-Za-z]/.test(one));
  const keyword = (key: string) =>
    parts.flatMap(
      (part) =>
        new RegExp(String.raw`^\{?\s*["']?${key}["']?\s*[=:]\s*([\s\S]+?)\s*\}?$`).exec(part)?.[1] ?? [],
    )[0];
  const inObject = (key: string) =>
    new RegExp(String.raw`\b${key}\s*:\s*([^,}\s]+)`).exec(parts[1] ?? '')?.[1];
  if (
    /store_|BooleanOptional/.test(keyword('action') ?? '') ||
    keyword('is_flag') === 'True' ||
    keyword('type') === 'bool'
  )
    return;
  const type = keyword('type') ?? '';
  const common = {
    value: unquote(keyword('default') ?? (isNode ? inObject('default') : undefined)),
    isNumber:
      /\b(?:int|float|INT|FLOAT|IntRange|FloatRange)\b/.test(type) ||
      /^-?[\d.]/.test(keyword('default') ?? ''),
    choices: splitOutside(
      (keyword('choices') ?? /Choice\(\s*(\[[^\]]*\])/.exec(type)?.[1] ?? '').replace(/^[[(]|[\])]$/g, ''),
      ',',
    )
      .map((choice) => unquote(choice) ?? '')
      .filter((choice) => choice !== ''),
  };
  // A number that nothing is said of: None would hardly do.
  const isBare =
    /^add/.test(call) && common.isNumber && keyword('default') === undefined && !SEEDS.test(flag ?? '');
  if (flag !== undefined)
    add(flag, flag, { ...common, isNeeded: isBare || /^true$/i.test(keyword('required') ?? '') });
  else if (isNode && /^\w+$/.test(names[0] ?? '')) add(`--${names[0]}`, names[0] ?? '', common);
  else if (!isNode && /^\w[\w-]*$/.test(names[0] ?? '')) {
    const isOptional =
      /^["'][?*]["']/.test(keyword('nargs') ?? '') ||
      common.value !== null ||
      keyword('required') === 'False';
    if (!isOptional) add(null, names[0] ?? '', common);
  }
}

/** The lists of parameters that typer, fire and tyro make options of. */
function commandFunctions(text: string): string[] {
  const called = [...text.matchAll(/(?:typer\.run|fire\.Fire|tyro\.cli)\(\s*(\w+)/g)].map(([, name]) => name);
  const isTyper = /\btyper\b/.test(text);
  const found: string[] = [];
  for (const { index, 0: head, 1: decorator, 2: name } of text.matchAll(
    /((?:^@\w+\.(?:command|callback)\([^\n]*\)\n)?)(?:async )?^def (\w+)\(/gm,
  )) {
    const isCommand = isTyper && decorator !== '';
    if (isCommand || called.includes(name)) found.push(argumentsAt(text, index + head.length).join(',\n'));
  }
  return found;
}

function addParameters(list: string, add: Add): void {
  for (const part of splitOutside(list, ',')) {
    const [, name = '', rest = ''] = /^(\w+)\s*((?::|=)[\s\S]*)?$/.exec(part) ?? [];
    if (name === '' || name === 'self' || name === 'ctx') continue;
    const [annotation = '', ...after] = splitOutside(rest.replace(/^:/, ''), '=');
    const given = rest.startsWith('=') ? rest.slice(1) : after.join('=');
    if (/^bool\b/.test(annotation)) continue;
    const [, wrapped] = /^typer\.(?:Option|Argument)\(\s*([^,)]*)/.exec(given.trim()) ?? [];
    const value = unquote((wrapped ?? given).trim());
    const hasFlag = wrapped !== undefined ? !/^typer\.Argument/.test(given.trim()) : given.trim() !== '';
    const flag = /["'](--[\w-]+)["']/.exec(part)?.[1] ?? `--${name.replaceAll('_', '-')}`;
    const isNumber = /^(?:int|float)\b/.test(annotation.trim());
    if (hasFlag) add(flag, name, { value, isNumber, isNeeded: wrapped === '...' });
    else add(null, name, { isNumber });
  }
}

/** `seed: int = 42` in a dataclass. */
function addFields(text: string, add: Add): void {
  for (const [, body = ''] of text.matchAll(
    /^@(?:dataclasses\.)?dataclass\b[^\n]*\nclass \w+[^\n]*:\n((?:[ \t]+[^\n]*\n|\n)+)/gm,
  ))
    for (const [, name = '', type = '', stated = ''] of body.matchAll(
      /^[ \t]+(\w+)[ \t]*:[ \t]*([^=\n#]+?)[ \t]*(?:=[ \t]*([^\n#]+))?$/gm,
    )) {
      if (/^bool\b/.test(type)) continue;
      const value =
        /\bfield\(.*?\bdefault\s*=\s*([^,)]+)/.exec(stated)?.[1] ?? (/\bfield\(/.test(stated) ? '' : stated);
      add(`--${name}`, name, {
        value: unquote(value.trim()),
        isNumber: /^(?:int|float)\b/.test(type),
        isNeeded: stated === '',
      });
    }
}

/** `seed = int(sys.argv[1])`, `SEED=$1`, `const seed = process.argv[2]`; without a name where a script only hands it on. */
export function positionsOf(text: string): Array<{ readonly position: number; readonly name: string }> {
  const named = new Map<number, string>();
  for (const [, list = '', values = ''] of text.matchAll(
    /^[ \t]*([\w, \t]+?)[ \t]*=(.*sys\.argv\[\d\].*)$/gm,
  )) {
    const names = list.split(',').map((name) => name.trim().toLowerCase());
    const positions = [...new Set([...values.matchAll(/sys\.argv\[(\d)\]/g)].map(([, at]) => Number(at)))];
    for (const [index, at] of positions.entries()) named.set(at, names[index] ?? '');
  }
  for (const [, list = ''] of text.matchAll(/^\s*((?:\w+\s*,\s*)+\w+)\s*=\s*[^\n]*sys\.argv\[1:/gm))
    for (const [index, name] of list.split(',').entries()) named.set(index + 1, name.trim().toLowerCase());
  for (const [, name = '', at = ''] of text.matchAll(/(\w+)\s*=[^\n=]*?process\.argv\[(\d)\]/g))
    named.set(Number(at) - 1, name.toLowerCase());
  // R: args <- commandArgs(TRUE); Julia: ARGS
  if (/\bcommandArgs\(|\bARGS\b/.test(text))
    for (const [, name = '', at = ''] of text.matchAll(
      /^\s*(\w+)\s*(?:<-|=)[^\n]*?\b(?:args|ARGS)\[\[?(\d)\]/gm,
    ))
      named.set(Number(at), name.toLowerCase());
  if (isShell(text)) {
    // What stands in single quotes is awk's or another program's.
    const own = text.replaceAll(/'[^']*'/g, "''");
    for (const [, name = '', at = ''] of own.matchAll(/^\s*(?:export\s+)?(\w+)=["']?\$\{?([1-9])\b/gm))
      named.set(Number(at), name.toLowerCase());
    for (const [, at = ''] of own.matchAll(/\$\{?([1-9])\b/g))
      if (!named.has(Number(at))) named.set(Number(at), '');
  }
  return [...named].sort(([a], [b]) => a - b).map(([position, name]) => ({ position, name }));
}

function isShell(text: string): boolean {
  return (
    /^#!.*\b(?:ba|da|z)?sh\b/.test(text) || !/\bimport\b|\brequire\(|\blibrary\(|\busing\b|<-/.test(text)
  );
}

/** Variables of the environment that a program reads, with their defaults: `os.environ.get("SEED", 0)`, `${SEED:-1}`. */
export function variablesOf(text: string): ReadonlyMap<string, string | null> {
  const read = text.matchAll(
    /(?:os\.environ(?:\.get)?[[(]\s*|os\.getenv\(\s*|process\.env(?:\.|\[\s*)|Sys\.getenv\(\s*|ENV\[\s*)["']?([A-Za-z_]\w*)["']?(?:\s*,\s*([\w."'-]+)|\]?\s*(?:\|\||\?\?)\s*([\w."'-]+))?/g,
  );
  const isSet = (name: string) =>
    new RegExp(String.raw`^\s*(?:export\s+)?${name}=(?!["']?\$\{${name}:?-)`, 'm').test(text);
  const expanded = isShell(text)
    ? [...text.matchAll(/\$\{([A-Za-z_]\w*):?[-=]([^}]*)\}|\$\{?(\w*SEED\w*)\b/g)]
    : [];
  const found = new Map<string, string | null>();
  for (const [, name = '', value, other] of read) found.set(name, unquote(value ?? other));
  for (const [, usual, value, plain] of expanded)
    if (usual !== undefined) found.set(usual, unquote(value));
    else if (plain !== undefined && !isSet(plain) && !found.has(plain)) found.set(plain, null);
  for (const name of found.keys())
    if (name.startsWith('CONCLUSIVE_') || name === 'PYTHONHASHSEED') found.delete(name);
  return found;
}
