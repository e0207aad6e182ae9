/** What a program's text says of its arguments: options, positions and variables of the environment. Nothing is run. */

/** One option of a program. */
export interface Option {
  readonly flag: string;
  readonly name: string;
  readonly value: string | null;
  readonly isNeeded: boolean;
}

export function optionsOf(text: string): Option[] {
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

/** `seed = int(sys.argv[1])`, `SEED=$1`, `const seed = process.argv[2]`; without a name where a script only hands it on. */
export function positionsOf(text: string): Array<{ readonly position: number; readonly name: string }> {
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
export function seedVariable(text: string): string | null {
  const names = [
    ...text.matchAll(
      /(?:os\.environ(?:\.get)?[[(]\s*|os\.getenv\(\s*|process\.env(?:\.|\[\s*))["']?([A-Z_]*SEED[A-Z_]*)/g,
    ),
    ...text.matchAll(/\$\{([A-Z_]*SEED[A-Z_]*)(?::?-[^}]*)?\}/g),
  ].map(([, name = '']) => name);
  return names.find((name) => !name.startsWith('CONCLUSIVE_') && name !== 'PYTHONHASHSEED') ?? null;
}

function unquote(value: string | null): string | null {
  return value === null || value === 'None' ? null : value.replace(/^["']|["']$/g, '');
}
