/** Named numbers in a command, its parameters, its program or its config: `--epochs 25`, `BATCH = 32`, `test_size=0.2`. */
import type { Params } from '../config/names.ts';
import { readPrograms } from './programs.ts';

/** Lower-case names with `_`. */
export type StatedNumbers = ReadonlyMap<string, number>;

const NUMBER = String.raw`(\d[\d_]*(?:\.\d*)?(?:e[-+]?\d+)?)(?![\w.])`;
const PATTERNS = [
  // `epochs=25`, `"epochs": 25`, `EPOCHS = 25`, `epochs: int = 25`.
  new RegExp(String.raw`(?<![\w.-])([a-z_][\w-]*)["']?[ \t]*(?::[ \t]*\w+[ \t]*=|[=:])[ \t]*${NUMBER}`, 'gi'),
  // `add_argument("--epochs", type=int, default=25)`.
  new RegExp(String.raw`["']--([a-z][\w-]*)["'][^\n#]{0,200}?\bdefault[ \t]*=[ \t]*${NUMBER}`, 'gi'),
];
const ARGUMENT = /^-{0,2}([a-z][\w.-]*)=(.+)$/i;
const FLAG = /^--?([a-z][\w.-]*)$/i;

/** Parameters override the command, which overrides the program. Ambiguous names are left out. */
export async function findStatedNumbers(
  argv: readonly string[],
  params: Params,
  directory: string,
): Promise<StatedNumbers> {
  const found = new Map<string, number>();
  const add = (name: string, value: string | number | boolean | undefined) => {
    const key = plainName(name);
    const number = toNumber(value);
    if (number !== null && !found.has(key)) found.set(key, number);
  };
  for (const [name, value] of Object.entries(params)) add(name, value);
  for (const [place, argument] of argv.entries()) {
    const [, name, value] = ARGUMENT.exec(argument) ?? [];
    if (name !== undefined) add(name, value);
    const flag = FLAG.exec(argument)?.[1];
    if (flag !== undefined) add(flag, argv[place + 1]);
  }
  for (const [name, value] of writtenIn(await readPrograms(argv, directory))) add(name, value);
  return found;
}

function writtenIn(texts: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>();
  for (const text of texts)
    for (const pattern of PATTERNS)
      for (const [, name = '', value = ''] of text.replaceAll(/#.*$/gm, '').matchAll(pattern)) {
        if (/^default$/i.test(name)) continue;
        const key = plainName(name);
        const known = found.get(key);
        found.set(key, known === undefined || known === value ? value : null);
      }
  return new Map([...found].flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
}

function plainName(name: string): string {
  return (name.split('.').at(-1) ?? name)
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}

function toNumber(value: string | number | boolean | undefined): number | null {
  if (typeof value === 'boolean' || value === undefined || value === '') return null;
  const number = Number(typeof value === 'string' ? value.replaceAll('_', '') : value);
  return Number.isFinite(number) ? number : null;
}
