/** The numbers that a program prints with a name, and an expression that finds each again. Told from its text, nothing is run. */
import { knownMetric } from '../../config/known-metrics.ts';
import type { PrintedCurves } from '../../config/schema/trainer-schema.ts';
import { parseFlatName } from '../../records/readers/flat-names.ts';
import type { Split } from '../../records/record.ts';

export interface PrintedValue {
  /** Without its split: `accuracy`. */
  readonly name: string;
  readonly split: Split | null;
  readonly pattern: string;
  readonly isPercent: boolean;
  /** Whether it is printed again and again, as a loop goes on. */
  readonly isProgress: boolean;
}

const CALL =
  /(?:\bprint|\bpprint|\becho|\blog(?:ger|ging)?\.(?:info|warning|debug)|console\.(?:log|info)|tqdm\.write|(?:click|typer)\.echo|stdout\.write|\bprintf|\bcat|\bmessage|\bprintln!?|\bsprintf)\s*\(/g;
const SHELL_CALL = /(?:^|[;&|{]\s*|\s)(?:echo|printf)[ \t]+([^\n;|>]*)(?=$|[;|\n])/gm;
/** Where a value stands in what is printed. */
const VALUE = '\uE000';
const LABEL = /([A-Za-z][\w@/.() -]*?)(["']?\s*[:=|]\s*|\s+)$/;
const EPOCH = /\b(?:epoch|step|iter(?:ation)?|batch|fold)\b/i;
const SCORE = /(?:score|accuracy|error|_acc|_f1|loss)$/i;
const NUMBER = '(-?[0-9.]+(?:[eE][-+]?[0-9]+)?)';
const MAX_CALL = 2000;

/** What scikit-learn's report prints, as a table. */
const REPORT: readonly PrintedValue[] = [
  ['accuracy', '^ *accuracy +([0-9.]+)'],
  ['macro_f1', '^ *macro avg +[0-9.]+ +[0-9.]+ +([0-9.]+)'],
].map(([name = '', pattern = '']) => ({
  ...{ name, pattern, split: null, isPercent: false, isProgress: false },
}));

/** @returns in the order of the text */
export function printedValues(text: string): PrintedValue[] {
  const templates = [
    ...[...text.matchAll(CALL)].map(({ index, 0: call }) => templateOf(text, index + call.length)),
    ...[...text.matchAll(SHELL_CALL)].map(([, rest = '']) => shellTemplate(rest)),
  ];
  const values = templates.flatMap(valuesIn);
  const report = /print\(\s*(?:\w+\.)?classification_report\(/.test(text) ? REPORT : [];
  return [...values, ...report].map((one) => {
    // `accuracy: ` stands in `train accuracy: `, too.
    const isPart = values.some(
      ({ pattern }) => pattern !== one.pattern && pattern.endsWith(` +${one.pattern}`),
    );
    return isPart ? { ...one, pattern: `(?:^|[|,;:]) *${one.pattern}` } : one;
  });
}

/** How the lines of a loop are read: its epoch, and both of its losses. */
export function printedCurves(text: string): PrintedCurves | null {
  if (/\bkeras\b/.test(text) && /\.fit\(/.test(text) && !/\.fit\([^)]*verbose\s*=\s*[02]/.test(text))
    return 'keras';
  for (const { index, 0: call } of text.matchAll(CALL)) {
    const template = templateOf(text, index + call.length);
    const values = valuesIn(template);
    const loss = values.find(({ name, split }) => name === 'loss' && (split === 'train' || split === null));
    const own = values.find(({ name, split }) => name === 'loss' && split === 'validation');
    if (loss === undefined || own === undefined || loss.pattern === own.pattern) continue;
    const [, label, sign = ''] = /(epoch)(\s*[:=#]?\s*\[?)\uE000/i.exec(template) ?? [];
    // [3/10]
    if (label === undefined && /^\s*\[\uE000\//.test(template))
      return { epoch: String.raw`^ *\[ *([0-9]+) */`, loss: loss.pattern, val_loss: own.pattern };
    if (label === undefined) continue;
    const epoch = `${label}${between(sign.replace('[', ''))}${sign.includes('[') ? String.raw`\[ *` : ''}([0-9]+)`;
    return { epoch, loss: loss.pattern, val_loss: own.pattern };
  }
  return null;
}

function valuesIn(template: string): PrintedValue[] {
  const parts = template.split(VALUE);
  const isProgress = EPOCH.test(template) || /\d?\uE000\/[\d\uE000]/.test(template);
  return parts.slice(0, -1).flatMap((part, index) => {
    const [line = ''] = part.split('\n').slice(-1);
    const own = line.split(/[,;[\]]|\s[-–—|]\s|[()]\s/).at(-1) ?? '';
    // In a table the sign between the cells belongs to the value.
    const cell = /([A-Za-z][\w@/. -]*?)\s*\|\s*$/.exec(line)?.[1];
    const [, label = '', sign = ''] = cell === undefined ? (LABEL.exec(own) ?? []) : ['', cell, '|'];
    const named = nameOf(label.trim());
    if (named === null) return [];
    const isPercent = /^\s?%/.test(parts[index + 1] ?? '');
    const words = named.label.split(/\s+/).map(escaped).join(' +');
    return [{ ...named, pattern: `${words}${between(sign)}${NUMBER}`, isPercent, isProgress }];
  });
}

function between(sign: string): string {
  const mark = sign.trim().replace(/^["']/, '').trim();
  if (mark === '') return ' +';
  return ` *${mark === '|' ? String.raw`\|` : mark} *`;
}

/** The last words of a label that are a metric: `Final test accuracy` is the accuracy of the test. */
function nameOf(label: string): { name: string; split: Split | null; label: string } | null {
  const words = label.split(/\s+/).filter((word) => word !== '');
  for (let count = Math.min(words.length, 4); count > 0; count -= 1) {
    const own = words.slice(-count);
    const { name, split } = parseFlatName(own.join('_').replaceAll(/[()]/g, ''));
    const plain = name
      .replaceAll(/[^\w@]+/g, '_')
      .toLowerCase()
      .replace(/^(?:best|final|overall|last)_/, '');
    if (knownMetric(plain) === null && !(SCORE.test(plain) && plain.length < 31)) continue;
    const isWhole = knownMetric(plain) !== null || count === 1 || split !== null;
    if (isWhole) return { name: plain, split, label: own.join(' ') };
  }
  return null;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, (sign) => (sign === '/' ? sign : `\\${sign}`));
}

/** The text that a call prints, with a sign for each value. */
function templateOf(text: string, start: number): string {
  let template = '';
  let depth = 0;
  let isFormatted = false;
  const end = Math.min(text.length, start + MAX_CALL);
  for (let at = start; at < end; at += 1) {
    const sign = text[at] ?? '';
    if (/["'`]/.test(sign)) {
      const triple = text.slice(at, at + 3) === sign.repeat(3) ? sign.repeat(3) : sign;
      const close = endOf(text, at + triple.length, triple);
      const isF = /[fF][rR]?$/.test(text.slice(Math.max(0, at - 2), at)) || sign === '`';
      const inner = text.slice(at + triple.length, close);
      const filled = literal(inner, isF);
      isFormatted ||= !isF && filled.includes(VALUE);
      if (depth === 0 || template === '') template += filled;
      at = close + triple.length - 1;
    } else if (/[([{]/.test(sign)) depth += 1;
    else if (/[)\]}]/.test(sign)) {
      depth -= 1;
      if (depth < 0) break;
    } else if (sign === ',' && depth === 0 && !isFormatted) {
      const rest = text.slice(at + 1, at + 200).trimStart();
      // What follows is a value, unless it is text or says how to print.
      template += /^(?:[rbuf]{0,2}["'`]|(?:sep|end|file|flush)\s*=|\))/i.test(rest) ? ' ' : ` ${VALUE}`;
    }
  }
  return template;
}

function endOf(text: string, start: number, quote: string): number {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(quote, at)) return at;
    else if (quote.length === 1 && quote !== '`' && text[at] === '\n') return at;
  }
  return text.length;
}

/** `{accuracy:.4f}`, `${accuracy}`, `%.4f`, `%s` are values; `%%` is a sign. */
function literal(inner: string, isF: boolean): string {
  const values = isF
    ? inner
        .replaceAll(/\$?\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}(?! ?%)/g, (value) =>
          /\b100(?:\.0*)?\s*\*|\*\s*100\b|:[^{}]*%\}$/.test(value) ? `${VALUE}%` : VALUE,
        )
        .replaceAll(/\$?\{[^{}]*\}/g, VALUE)
    : inner.replaceAll(/\{[^{}"':]*(?::[^{}]*)?\}/g, VALUE).replaceAll(/%[-+\d.]*[sdifgeDr](?!\w)/g, VALUE);
  return values.replaceAll('%%', '%').replaceAll(/\\n/g, '\n').replaceAll(/\\t/g, ' ');
}

function shellTemplate(rest: string): string {
  return rest
    .replace(/^-[en]+ /, '')
    .replaceAll(/\$\{[^}]*\}|\$\w+|\$\([^)]*\)/g, VALUE)
    .replaceAll(/%[-+\d.]*[sdifge](?!\w)/g, VALUE)
    .replaceAll(/["']/g, '')
    .replaceAll('%%', '%')
    .replaceAll(/\\n/g, '\n');
}
