/** A message has the path, what is wrong, the value found, what is allowed, and the nearest known word. */
import type { core } from 'zod';
import { quote } from '../../words/list.ts';
import { percentOf } from '../../words/percent.ts';
import { wordFor } from '../../words/plural.ts';
import { nearest } from '../nearest.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import type { ConfigProblem } from './config-error.ts';
import type { Path, YamlSource } from './yaml.ts';

type Issue = core.$ZodIssue;

const MAX_FOUND_CHARS = 60;

export function describeIssues(
  issues: readonly Issue[],
  source: YamlSource,
  schema: JsonSchema,
): ConfigProblem[] {
  const unknown = issues.filter(({ code }) => code === 'unrecognized_keys');
  const misspelt = new Set(unknown.flatMap((issue) => meantBy(issue, schema)));
  const others = issues.filter((issue) => !unknown.includes(issue) && !misspelt.has(placeOf(issue.path)));
  const problems = [...unknown, ...others].flatMap((issue) => describeIssue(issue, [], source, schema));
  // A key of `evaluate` is checked as one of the trainer too.
  return problems.filter(
    ({ message }, index) => problems.findIndex((one) => one.message === message) === index,
  );
}

/** Places of the keys that unknown keys are taken for: `metric` is meant as `metrics`, which is then not missing. */
function meantBy(issue: Issue, schema: JsonSchema): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const allowed = Object.keys(schemaAt(schema, issue.path.map(segmentOf))?.properties ?? {});
  return issue.keys.flatMap((key) => {
    const guess = nearest(key, allowed);
    return guess === null ? [] : placeOf([...issue.path, guess]);
  });
}

function placeOf(path: readonly PropertyKey[]): string {
  return formatPath(path.map(segmentOf));
}

function segmentOf(segment: PropertyKey): string | number {
  return typeof segment === 'number' ? segment : String(segment);
}

/** For a command-line option, which has no file position. */
export function describeOption(issues: readonly Issue[], value: unknown): string {
  const nowhere = () => ({ line: 1, column: 1 });
  const source = { value, positionOf: nowhere, positionOfKey: nowhere };
  const problems = issues.flatMap((issue) => describeIssue(issue, [], source, {}));
  return problems
    .map(({ message }) => message.replace(/^(?:fail-on(?:\[\d+\])?|failed-runs): /, ''))
    .join('; ');
}

function describeIssue(issue: Issue, above: Path, source: YamlSource, schema: JsonSchema): ConfigProblem[] {
  const path: Path = [...above, ...issue.path.filter((segment) => typeof segment !== 'symbol')];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      position: source.positionOfKey([...path, key]),
      message: withPath(path, describeUnknownKey(key, path, schema)),
    }));
  }
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.filter((branch) => branch.every((inner) => !refusesKind(inner)));
    const [branch] = meant;
    if (meant.length === 1 && branch !== undefined) {
      return branch.flatMap((inner) => describeIssue(inner, path, source, schema));
    }
  }
  if (issue.code === 'invalid_key') {
    const name = path.at(-1);
    return issue.issues.map((inner) => ({
      position: source.positionOfKey(path),
      message: withPath(path.slice(0, -1), `a name ${describeValue(inner, name)}`),
    }));
  }
  const found = valueAt(source.value, path);
  const message = `${describeValue(issue, found)}${nameAlone(issue, found, schemaAt(schema, path))}`;
  return [{ position: source.positionOf(path), message: withPath(path, message) }];
}

/** The value's whole kind is refused, and not only a part of it. */
function refusesKind(issue: Issue): boolean {
  const kinds: ReadonlyArray<Issue['code']> = ['invalid_type', 'invalid_value'];
  return (
    issue.path.length === 0 &&
    kinds.includes(issue.code) &&
    !('expected' in issue && issue.expected === 'int')
  );
}

/** Suggests `metrics: [{ name: accuracy }]` for `metrics: [accuracy]`. */
function nameAlone(issue: Issue, found: unknown, schema: JsonSchema | undefined): string {
  const takesName = Object.keys(schema?.properties ?? {}).includes('name');
  const isNamed = issue.code === 'invalid_type' && issue.expected === 'object' && takesName;
  return isNamed && typeof found === 'string' ? `; write { name: ${show(found)} }` : '';
}

function describeUnknownKey(key: string, path: Path, schema: JsonSchema): string {
  const allowed = Object.keys(schemaAt(schema, path)?.properties ?? {});
  const guess = findKey(schema, key) ?? nearest(key, allowed);
  const hint = guess === null ? '' : `; did you mean ${quote(guess, MAX_FOUND_CHARS)}?`;
  return `unknown key ${quote(key)}; allowed: ${allowed.join(', ')}${hint}`;
}

function describeValue(issue: Issue, found: unknown): string {
  const isMissing = found === undefined;
  switch (issue.code) {
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const hint = suggest(found, allowed);
      if (isMissing) return `is missing; allowed: ${allowed.join(', ')}`;
      return `unknown value ${show(found)}; allowed: ${allowed.join(', ')}${hint}`;
    }
    case 'invalid_type': {
      const expected = KINDS[issue.expected] ?? issue.expected;
      if (isMissing) return `is missing; it must be ${expected}`;
      return `must be ${expected}, found ${show(found)}${fixOf(issue.expected, found)}`;
    }
    case 'invalid_union': {
      const allowed = issue.errors
        .flat()
        .flatMap((inner) => ('values' in inner ? inner.values.map(String) : []));
      if (isMissing) return `is missing; it ${issue.message}`;
      return `${issue.message}, found ${show(found)}${suggest(found, allowed)}`;
    }
    case 'too_small':
      return describeBound(
        issue.origin,
        issue.inclusive === false ? 'above' : 'at least',
        issue.minimum,
        found,
      );
    case 'too_big':
      return describeBound(
        issue.origin,
        issue.inclusive === false ? 'below' : 'at most',
        issue.maximum,
        found,
      );
    case 'invalid_format':
      return `${issue.message}, found ${show(found)}`;
    case 'custom':
      // Messages that begin with "must" lack the value found; others state what they mean.
      return issue.message.startsWith('must') ? `${issue.message}, found ${show(found)}` : issue.message;
    default:
      return `${issue.message}, found ${show(found)}`;
  }
}

function fixOf(expected: string, found: unknown): string {
  if (expected === 'string' && typeof found === 'number') return '; put it in quotes';
  const share = expected === 'number' ? percentOf(found) : null;
  return share === null ? '' : `; write ${share}`;
}

const KINDS: Readonly<Record<string, string>> = {
  object: 'a mapping (key: value)',
  record: 'a mapping (name: value)',
  array: 'a list',
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function describeBound(origin: string, relation: string, bound: number | bigint, found: unknown): string {
  if (origin === 'array') {
    const entries = Array.isArray(found) ? found.length : 0;
    return `must have ${relation} ${bound} ${wordFor(Number(bound), 'entry', 'entries')}, found ${entries}`;
  }
  if (origin === 'string') {
    return `must have ${relation} ${bound} ${wordFor(Number(bound), 'character')}, found ${show(found)}`;
  }
  return `must be ${relation} ${bound}, found ${show(found)}`;
}

function suggest(found: unknown, allowed: readonly string[]): string {
  const guess = typeof found === 'string' ? nearest(found, allowed) : null;
  return guess === null ? '' : `; did you mean ${quote(guess, MAX_FOUND_CHARS)}?`;
}

/** Writes `gate.fail-on[0]`. */
function formatPath(path: Path): string {
  return path.reduce<string>((text, segment) => {
    if (typeof segment === 'number') return `${text}[${segment}]`;
    return text === '' ? segment : `${text}.${segment}`;
  }, '');
}

function withPath(path: Path, message: string): string {
  return path.length === 0 ? message : `${formatPath(path)}: ${message}`;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, segment) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, segment)) return undefined;
    return (inner as Record<string | number, unknown>)[segment];
  }, value);
}

function schemaAt(schema: JsonSchema, path: Path): JsonSchema | undefined {
  const withKeys = (at: JsonSchema | undefined) =>
    at?.anyOf?.find((branch) => branch.properties !== undefined) ?? at;
  return path.reduce<JsonSchema | undefined>((at, segment) => {
    return withKeys(typeof segment === 'number' ? at?.items : at?.properties?.[segment]);
  }, withKeys(schema));
}

/** Finds a key that was written at the wrong level. */
function findKey(schema: JsonSchema, key: string, path: Path = []): string | null {
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const here = [...path, name];
    if (name === key && path.length > 0) return formatPath(here);
    const deeper = findKey(inner, key, here);
    if (deeper !== null) return deeper;
  }
  return null;
}

function show(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? quote(value, MAX_FOUND_CHARS) : String(value);
}
