/** Where a Python program writes: paths in its calls, through names, f-strings, `/` and `join`. */
import { type Option, pathsInside, RESULT, UNKNOWN } from './program-text.ts';
import type { Argument, Call, Python, PythonNode } from './python-tree.ts';

const MAX_DEPTH = 6;
const JOINS = /^(?:join|Path|PurePath|str|resolve|fspath)$/;
/** Their first argument is a file. */
const WRITERS = /^(?:to_csv|to_json|write_csv|savetxt)$/;
/** Their first argument is a folder, or a file if it has an extension. */
const LOGGERS = /^(?:CSVLogger|TensorBoardLogger|SummaryWriter)$/;
/** Folders of trackers that the program does not tell where to write. */
const TRACKERS: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bwandb\.init$/, 'wandb'],
  [/\bmlflow\.(?:start_run|log_metrics?)$/, 'mlruns'],
  [/\bSummaryWriter$/, 'runs'],
  [/\bTrainer$/, 'lightning_logs'],
];

/** Follows expressions to the paths that they stand for. */
export class PythonPaths {
  readonly #python: Python;
  readonly #names = new Map<string, PythonNode>();
  readonly #defaults = new Map<string, string>();

  /** @param options whose defaults count, by `args.NAME` */
  constructor(python: Python, options: readonly Option[] = []) {
    this.#python = python;
    for (const { target, value } of python.assignments())
      if (!this.#names.has(target)) this.#names.set(target, value);
    for (const { name, value } of options) if (value !== null) this.#defaults.set(name, value);
  }

  /** @returns a path or another text, with `*` for what only a run decides */
  valueOf(node: PythonNode | null | undefined, depth = 0): string {
    if (node == null || depth > MAX_DEPTH) return UNKNOWN;
    const own = (inner: PythonNode | null | undefined) => this.valueOf(inner, depth + 1);
    const text = this.#python.textOf(node);
    const literal = this.#python.literal(node, (value) => own(value.firstChild?.nextSibling));
    if (literal !== null)
      return node.name === 'FormatString'
        ? literal
        : literal.replaceAll(/\{[^{}]*\}|%[-\d.]*[sdif]/g, UNKNOWN);
    switch (node.name) {
      case 'ParenthesizedExpression':
        return own(node.firstChild?.nextSibling);
      case 'Number':
        return text;
      case 'UnaryExpression':
        return /^-[\d.]/.test(text) ? text : UNKNOWN;
      case 'BinaryExpression': {
        const sign = this.#python.textOf(node.firstChild?.nextSibling ?? node);
        if (sign === '%') return own(node.firstChild);
        if (sign !== '/' && sign !== '+') return UNKNOWN;
        const glue = sign === '/' ? '/' : '';
        return `${own(node.firstChild)}${glue}${own(node.lastChild)}`.replaceAll('//', '/');
      }
      case 'CallExpression': {
        const { name, receiver, args } = this.#python.callOf(node);
        if (name === 'format') return own(receiver);
        return JOINS.test(name) && args.length > 0 ? args.map(({ value }) => own(value)).join('/') : UNKNOWN;
      }
      default:
        return this.#named(node, text, depth);
    }
  }

  #named(node: PythonNode, text: string, depth: number): string {
    const assigned = this.#names.get(text);
    if (assigned !== undefined && this.#python.textOf(assigned) !== text)
      return this.valueOf(assigned, depth + 1);
    const property = node.name === 'MemberExpression' ? text.split('.').at(-1) : undefined;
    return this.#defaults.get(property ?? '') ?? UNKNOWN;
  }
}

/** @param options without those that the command tells where to write */
export function writtenByPython(python: Python, options: readonly Option[]): string[] {
  const paths = new PythonPaths(python, options);
  const calls = python.calls();
  const files = calls
    .flatMap((call) => targetOf(call, python, paths) ?? [])
    .filter((path) => RESULT.test(path) || /\/\*$|\.log$/.test(path));
  const hasLogger = files.some((path) => path.endsWith(`/${UNKNOWN}`));
  const isLightning = /\blightning\b/.test(python.text);
  const trackers = TRACKERS.filter(([pattern]) =>
    calls.some(
      ({ callee, args }) =>
        pattern.test(callee) &&
        (!/SummaryWriter$|Live$/.test(callee) || args.length === 0) &&
        (!/Trainer$/.test(callee) || isLightning),
    ),
  ).map(([, folder]) => `${folder}/${UNKNOWN}`);
  return pathsInside(hasLogger ? files : [...files, ...trackers]);
}

function targetOf({ name, receiver, args }: Call, python: Python, paths: PythonPaths): string | null {
  const [first, second] = args;
  if (name === 'write_text') return paths.valueOf(receiver);
  if (name === 'open') {
    const named = args.find((one) => one.name === 'mode');
    if (isForWriting(named ?? second, python)) return paths.valueOf(first?.value);
    return receiver !== null && isForWriting(named ?? first, python) ? paths.valueOf(receiver) : null;
  }
  if (first === undefined) return null;
  if (WRITERS.test(name)) return paths.valueOf(first.value);
  if (!LOGGERS.test(name)) return null;
  const path = paths.valueOf(first.value);
  return /\.\w+$/.test(path) ? path : `${path}/${UNKNOWN}`;
}

function isForWriting(mode: Argument | undefined, python: Python): boolean {
  return /^[rbt]*[wax]/.test(python.literal(mode?.value) ?? '');
}
