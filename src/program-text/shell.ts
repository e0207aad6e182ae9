import {
  columnsOf,
  EMPTY,
  isOwnVariable,
  type ProgramText,
  pathsInside,
  RESULT,
  UNKNOWN,
  VALUE,
} from './program-text.ts';

const PRINTS = /(?:^|[;&|{]\s*|\s)(?:echo|printf)[ \t]+([^\n;|>]*)(?=$|[;|\n])/gm;

export function readShell(text: string): ProgramText {
  return {
    ...EMPTY,
    positions: positionsIn(text),
    variables: variablesIn(text),
    keys: keysIn(text),
    printed: printedIn(text),
    written: () => pathsInside(writtenIn(text)),
  };
}

/** `SEED=$1` */
function positionsIn(text: string): Array<{ position: number; name: string }> {
  // awk has fields of that name, within single quotes.
  const own = text.replaceAll(/'[^']*'/g, "''");
  return [...own.matchAll(/^\s*(?:export\s+)?(\w+)=["']?\$\{?([1-9])\b/gm)]
    .map(([, name = '', position = '']) => ({ position: Number(position), name: name.toLowerCase() }))
    .sort((a, b) => a.position - b.position);
}

/** `${SEED:-1}`, and `$SEED` where the script does not set it. */
function variablesIn(text: string): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  for (const [, name = '', value = ''] of text.matchAll(/\$\{([A-Za-z_]\w*):?[-=]([^}]*)\}/g))
    if (!isOwnVariable(name)) found.set(name, value.replaceAll(/["']/g, ''));
  for (const [, name = ''] of text.matchAll(/\$\{?(\w*SEED)\b/g)) {
    const isSet = new RegExp(String.raw`^\s*(?:export\s+)?${name}=`, 'm').test(text);
    if (!isSet && !isOwnVariable(name) && !found.has(name)) found.set(name, null);
  }
  return found;
}

function keysIn(text: string): string[] {
  const quoted = [...text.matchAll(/\\?["']([A-Za-z_][\w/@]*)\\?["']\s*:/g)].map(([, key = '']) => key);
  const texts = [...text.matchAll(/"([^"\n]*)"/g)].flatMap(([, inner = '']) =>
    columnsOf(inner.replace(/\\n$/, '')),
  );
  const rows = [...text.matchAll(/["']([A-Za-z_]\w*),\s*[$%]/g)].map(([, key = '']) => key);
  return [...quoted, ...texts, ...rows];
}

function printedIn(text: string): string[] {
  return [...text.matchAll(PRINTS)].map(([, rest = '']) =>
    rest
      .replace(/^-[en]+ /, '')
      .replaceAll(/\$\{[^}]*\}|\$\w+|\$\([^)]*\)/g, VALUE)
      .replaceAll(/%[-+\d.]*[sdifge](?!\w)/g, VALUE)
      .replaceAll(/["']/g, '')
      .replaceAll('%%', '%')
      .replaceAll('\\n', '\n'),
  );
}

function writtenIn(text: string): string[] {
  const names = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/^[ \t]*(?:export[ \t]+)?(\w+)=[ \t]*(\S*)/gm))
    names.set(name, fill(value.replaceAll(/["']/g, ''), names));
  const targets = text.matchAll(
    /(?:(?:^|[^<>&\d])>>?|\btee(?:[ \t]+-a)?)[ \t]*("[^"\n]*"|'[^'\n]*'|[^\s;&|()<>]+)/gm,
  );
  return [...targets]
    .map(([, target = '']) => fill(target.replaceAll(/["']/g, ''), names))
    .filter((path) => RESULT.test(path));
}

/** `$OUT`, `${OUT}` and `${OUT:-results}` */
function fill(text: string, names: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    /\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+)|[({][^)}]*[)}])/g,
    (_, braced?: string, usual?: string, plain?: string) =>
      names.get(braced ?? plain ?? '') ?? usual ?? UNKNOWN,
  );
}
