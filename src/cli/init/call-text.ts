/** Parts of code, as text: the arguments of a call, and what stands between two signs. */

const MAX_CALL = 4000;

/** The arguments of a call, from behind its bracket; none where it does not end. */
export function argumentsAt(text: string, start: number): string[] {
  const end = scan(text, start, (depth) => depth < 0);
  return end === null ? [] : splitOutside(text.slice(start, end), ',');
}

/** Parts between a sign that stands in no bracket and no quotes, trimmed. */
export function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (;;) {
    const end = scan(text, start, (depth, sign) => depth === 0 && sign === separator);
    parts.push(text.slice(start, end ?? undefined).trim());
    if (end === null) return parts;
    start = end + 1;
  }
}

/** @returns where the first sign outside of quotes is that is looked for */
function scan(text: string, start: number, isEnd: (depth: number, sign: string) => boolean): number | null {
  let depth = 0;
  let quote = '';
  for (let at = start; at < Math.min(text.length, start + MAX_CALL); at += 1) {
    const sign = text[at] ?? '';
    if (quote !== '') {
      if (sign === '\\') at += 1;
      else if (sign === quote) quote = '';
    } else if (/["'`]/.test(sign)) quote = sign;
    else {
      if (/[)\]}]/.test(sign)) depth -= 1;
      if (isEnd(depth, sign)) return at;
      if (/[([{]/.test(sign)) depth += 1;
    }
  }
  return null;
}

interface Subcommand {
  /** null: the program has none. */
  readonly name: string | null;
  /** Without the arguments of the others. */
  readonly text: string;
}

/** The one that trains, of click, typer and argparse, where a program has several. */
export function subcommandOf(text: string): Subcommand {
  const [, group] = /@(?:click\.)?group\([^\n]*\)\n(?:@[^\n]*\n)*def (\w+)\(/.exec(text) ?? [];
  const [, app] = /^(\w+)\s*=\s*(?:typer\.)?Typer\(/m.exec(text) ?? [];
  const parent = group ?? app;
  return parent === undefined ? ofParsers(text) : ofFunctions(text, parent, group !== undefined);
}

/** `@app.command() … def train(…):`, up to what stands at the margin below it. */
function ofFunctions(text: string, parent: string, isGroup: boolean): Subcommand {
  const functions = new RegExp(
    String.raw`^@${parent}\.command\(\s*(?:["']([\w-]+)["'])?[^\n]*\)\n(?:@[\s\S]*?\n)??(?:[ \t)].*\n|@.*\n)*(?:async )?def (\w+)\((?:.*\n)(?:[ \t)].*(?:\n|$)|\n)*`,
    'gm',
  );
  const found = [...text.matchAll(functions)].map(([whole, stated, own = '']) => ({
    whole,
    name: stated ?? own.replaceAll('_', '-'),
  }));
  const name = likeliest(found.map((one) => one.name));
  if (name === null || (!isGroup && found.length < 2)) return { name: null, text };
  const others = found.filter((one) => one.name !== name);
  return { name, text: others.reduce((rest, { whole }) => rest.replace(whole, ''), text) };
}

/** `train = commands.add_parser("train")`, and `train.add_argument(…)`; a name may be used again for the next. */
function ofParsers(text: string): Subcommand {
  const parsers = [...text.matchAll(/^[ \t]*(\w+)\s*=\s*\w+\.add_parser\(\s*["']([\w-]+)["']/gm)];
  const name = likeliest(parsers.map(([, , own = '']) => own));
  if (name === null) return { name, text };
  const own = text.replaceAll(/\b(\w+)\.add_argument\(/g, (call, variable: string, at: number) => {
    const owner = parsers.findLast(({ index, 1: known }) => known === variable && index < at)?.[2];
    return owner === undefined || owner === name ? call : 'ofAnother(';
  });
  return { name, text: own };
}

function likeliest(names: readonly string[]): string | null {
  return (
    names.find((one) => /^(?:train|fit)/.test(one)) ??
    names.find((one) => /^(?:run|main)/.test(one)) ??
    names[0] ??
    null
  );
}

/** The text in quotes; `None` and the like are null. */
export function unquote(value: string | null | undefined): string | null {
  if (value === null || value === undefined || /^(?:None|null|undefined|\.\.\.|)$/.test(value)) return null;
  return value.replace(/^[rbu]?["'`]|["'`]$/g, '');
}
