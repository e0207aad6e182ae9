import { columnsOf, type ProgramText, TIMES_100, VALUE } from './program-text.ts';
import { optionsOf, paramsOf, positionsOf, variablesOf } from './python-options.ts';
import { writtenByPython } from './python-paths.ts';
import { type Call, childrenOf, Python, type PythonNode } from './python-tree.ts';

const PRINTS =
  /^(?:print|pprint|(?:log|logger|logging|_log|_logger|LOG|LOGGER)\.(?:info|warning|debug)|tqdm\.write|(?:click|typer)\.echo|sys\.stdout\.write)$/;
/** Their first argument names a value. */
const LOGS = /^(?:log|log_metric|add_scalar|report)$/;
const IN_PERCENT = /\b100(?:\.0*)?\s*\*|\*\s*100\b/;
const AS_PERCENT = /:[^{}]*%\}$/;
const PERCENT_FORMAT = /%[-+\d.]*[sdifgeDr](?!\w)/g;

/** @param module with the modules of the repository that it imports */
export function readPython(module: string): ProgramText {
  const python = new Python(module);
  const { options, commands } = optionsOf(python);
  return {
    options,
    commands,
    positions: positionsOf(python),
    variables: variablesOf(python),
    params: paramsOf(python),
    keys: keysIn(python),
    printed: python.calls().flatMap((call) => printedBy(call, python)),
    written: (told) =>
      writtenByPython(
        python,
        options.filter(({ name }) => !told.includes(name)),
      ),
  };
}

function keysIn(python: Python): string[] {
  const found = ['String', 'ContinuedString', 'FormatString'].flatMap((kind) =>
    python.all(kind).flatMap((node) => {
      const text = python.literal(node)?.replace(/^\*_?/, '') ?? '';
      return isKey(node, python) ? [`${outerKeyOf(node, python)}${text}`] : columnsOf(text);
    }),
  );
  const ofCalls = python
    .calls()
    .filter(({ name }) => name === 'dict')
    .flatMap(({ args }) => args.flatMap(({ name }) => name ?? []));
  return [...new Set([...found, ...ofCalls])];
}

/** A key of a dictionary, an index, an element of a list, or the name given to a logger. */
function isKey(node: PythonNode, python: Python): boolean {
  const { parent } = node;
  switch (parent?.name) {
    case 'DictionaryExpression':
      return node.nextSibling?.name === ':';
    case 'ArrayExpression':
      return true;
    case 'MemberExpression':
      return node.prevSibling?.name === '[';
    case 'ArgList': {
      const call = parent.parent;
      const isFirst = parent.firstChild?.nextSibling?.from === node.from;
      return isFirst && call?.name === 'CallExpression' && LOGS.test(python.callOf(call).name);
    }
    default:
      return false;
  }
}

/** `test.` for `accuracy` in `{"test": {"accuracy": …}}`. */
function outerKeyOf({ parent }: PythonNode, python: Python): string {
  const key = parent?.name === 'DictionaryExpression' ? parent.prevSibling?.prevSibling : null;
  const outer = parent?.parent?.name === 'DictionaryExpression' ? python.literal(key) : null;
  return outer === null ? '' : `${outer}.`;
}

function printedBy({ callee, args }: Call, python: Python): string[] {
  if (!PRINTS.test(callee)) return [];
  const shown = args.filter(({ name }) => name === null).map(({ value }) => value);
  const [first] = shown;
  // print(classification_report(y, p)) prints a table with this row.
  if (first?.name === 'CallExpression' && python.callOf(first).name === 'classification_report')
    return [`\naccuracy ${VALUE}`];
  const start = first === undefined ? '' : templateOf(first, python);
  const isFormatted = first?.name === 'String' && start.includes(VALUE);
  const rest = isFormatted ? [] : shown.slice(1).map((value) => templateOf(value, python));
  return [[start, ...rest].join(' ')];
}

function templateOf(node: PythonNode, python: Python): string {
  const literal = python.literal(node, (value) => {
    const text = python.textOf(value);
    return `${VALUE}${IN_PERCENT.test(text) ? TIMES_100 : ''}${AS_PERCENT.test(text) ? '%' : ''}`;
  });
  if (literal !== null)
    return node.name === 'FormatString'
      ? literal
      : literal.replaceAll(PERCENT_FORMAT, VALUE).replaceAll('%%', '%');
  if (node.name === 'BinaryExpression' && node.firstChild !== null && childrenOf(node).length === 3) {
    const sign = python.textOf(node.firstChild.nextSibling ?? node);
    if (sign === '%') return templateOf(node.firstChild, python);
  }
  const { name, receiver } = python.callOf(node);
  if (node.name === 'CallExpression' && name === 'format' && receiver !== null)
    return (python.literal(receiver) ?? VALUE).replaceAll(/\{[^{}]*\}/g, VALUE);
  return VALUE;
}
