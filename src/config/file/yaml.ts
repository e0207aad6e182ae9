import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { ConfigError, type ConfigProblem } from './config-error.ts';
import { findDeepNesting } from './yaml-depth.ts';

export type Path = ReadonlyArray<string | number>;
type Position = NonNullable<ConfigProblem['position']>;

export interface YamlSource {
  readonly value: unknown;
  /** For a missing value, that of the nearest one around it. */
  positionOf(path: Path): Position;
  /** Of the last key. */
  positionOfKey(path: Path): Position;
}

/** Aliases are allowed, but nested ones that expand to millions of values are an attack. */
const MAX_ALIASES = 100;
const MAX_DEPTH = 50;

const IN_QUOTES = '; put values with {, }, [, ], ": " or " #" in quotes';
/** The library's own messages describe its interface or lack a fix. */
const MESSAGES: Readonly<Record<string, string>> = {
  UNEXPECTED_TOKEN: `this is not allowed here${IN_QUOTES}`,
  TAB_AS_INDENT: 'tabs are not allowed as indentation; use spaces',
  MULTIPLE_DOCS: 'a file has only one document; remove "---"',
};

export function parseYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  refuseDeepNesting(text, file, position);
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: 'error',
  });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    // Later errors follow from the first syntax error, which makes the rest misread.
    const broken = faults.findIndex(({ code }) => code !== 'DUPLICATE_KEY');
    const problems = faults
      .slice(0, broken === -1 ? faults.length : broken + 1)
      .map(({ code, message, pos }) => ({
        position: position(pos[0]),
        message:
          code === 'DUPLICATE_KEY'
            ? `the key "${keyAt(text, pos[0])}" appears twice; remove one`
            : `not valid YAML: ${MESSAGES[code] ?? message}${message.startsWith('Missing ,') ? IN_QUOTES : ''}`,
      }));
    throw new ConfigError(file, problems);
  }
  refuseOddKeys(document, file, position);
  return {
    value: toPlainValue(document, file),
    positionOf: (path) => position(offsetOf(document, path, false)),
    positionOfKey: (path) => position(offsetOf(document, path, true)),
  };
}

function refuseDeepNesting(text: string, file: string, position: (offset: number) => Position): void {
  const offset = findDeepNesting(text, MAX_DEPTH);
  if (offset === null) return;
  throw new ConfigError(file, [
    { position: position(offset), message: `is nested more than ${MAX_DEPTH} levels deep; use fewer levels` },
  ]);
}

/** zod drops `__proto__` silently, and JavaScript turns a mapping used as a key into text. */
function refuseOddKeys(
  document: Document.Parsed,
  file: string,
  position: (offset: number) => Position,
): void {
  visit(document, {
    Pair(_, { key }) {
      if (isScalar(key) && key.value !== '__proto__') return;
      const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
      const message = isScalar(key)
        ? 'the key "__proto__" is reserved; choose another'
        : 'a key must be plain text';
      throw new ConfigError(file, [{ position: position(offset), message }]);
    },
  });
}

function toPlainValue(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(
      file,
      [{ position: null, message: `its YAML aliases cannot be resolved: ${reason}` }],
      {
        cause: error,
      },
    );
  }
}

function offsetOf(document: Document.Parsed, path: Path, ofKey: boolean): number {
  let node = resolve(document, document.contents);
  let offset = node?.range?.[0] ?? 0;
  for (const [index, segment] of path.entries()) {
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(segment));
      if (pair === undefined) return offset;
      const keyOffset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      if (ofKey && index === path.length - 1) return keyOffset;
      next = pair.value;
      offset = keyOffset;
    } else if (isSeq(node) && typeof segment === 'number') {
      next = node.items[segment];
    } else return offset;
    // An empty value has no position of its own, so its key's is used. An alias has that of its use.
    if (isNode(next) && !(isScalar(next) && next.source === '')) offset = next.range?.[0] ?? offset;
    node = resolve(document, next);
  }
  return offset;
}

function resolve(document: Document.Parsed, node: unknown): Node | null {
  if (isAlias(node)) return node.resolve(document) ?? null;
  return isMap(node) || isSeq(node) || isScalar(node) ? node : null;
}

function keyAt(text: string, offset: number): string {
  return /^[^:\n]{0,100}/.exec(text.slice(offset, offset + 100))?.[0].trim() ?? '';
}
