/**
 * Which classes and functions of a module do the same each time that they are given tensors of the same shapes: their methods depend on
 * nothing but their arguments, weights and fields, and change none of them. Told from the text, of all files of the module together; it
 * knows what is allowed, and not what is forbidden. Code that is not plain (`reuse/plain-code.ts`) is not asked.
 */
import { dirname, resolve } from 'node:path';
import { pluginOf } from '../syntax.ts';
import type { Body } from './body.ts';
import { type FileFacts, inspectFile, type Unit } from './file-facts.ts';
import { BASE_CALLS, SETUP } from './names.ts';

export interface RepeatableCode {
  /** Name of a class -> the fields that its methods read. */
  readonly classes: Readonly<Record<string, readonly string[]>>;
  readonly functions: readonly string[];
}

const NOTHING: RepeatableCode = { classes: {}, functions: [] };

type Files = ReadonlyMap<string, FileFacts>;
interface Found {
  readonly file: string;
  readonly name: string;
  readonly unit: Unit;
}

/** A plugin of the compiler that tells `found` what a file declares. */
export function repeatableCodePlugin(found: (facts: FileFacts) => void) {
  return pluginOf((program) => found(inspectFile(program)));
}

/**
 * @param files absolute path -> what it declares
 * @returns null where classes of TensorFlow.js may be changed
 */
export function repeatableCode(files: Files): RepeatableCode | null {
  if ([...files.values()].some(({ reach }) => reach !== null)) return null;
  const all = [...files].flatMap(([file, { units }]) =>
    [...units].map(([name, unit]) => ({ file, name, unit })),
  );
  if ([...files.values()].some(({ fault }) => fault !== null)) return NOTHING;
  const skipped = neverCalled(all);
  const refused = new Set<Unit>();
  // Whoever uses what is refused is refused.
  for (let before = -1; before < refused.size; ) {
    before = refused.size;
    for (const one of all)
      if (!refused.has(one.unit) && !isRepeatable(one, files, skipped, refused)) refused.add(one.unit);
  }
  const names = [...files.values()].flatMap((facts) => facts.names);
  const isOnlyOne = ({ name }: Found) => names.filter((other) => other === name).length === 1;
  const known = all.filter((one) => !refused.has(one.unit) && isOnlyOne(one));
  return {
    classes: Object.fromEntries(
      known.flatMap(({ name, unit }) =>
        unit.kind === 'class'
          ? [[name, [...new Set(bodiesOf(unit, skipped).flatMap(({ fields }) => [...fields]))]]]
          : [],
      ),
    ),
    functions: known.flatMap(({ name, unit }) => (unit.kind === 'function' ? [name] : [])),
  };
}

/** Of the methods that only set up a layer, those that no other method of the module calls. */
function neverCalled(all: readonly Found[]): ReadonlySet<string> {
  const left = new Set(SETUP);
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const { unit } of all)
      if (unit.kind === 'class')
        for (const { calls } of bodiesOf(unit, left)) for (const name of calls) left.delete(name);
  }
  return left;
}

function bodiesOf({ methods }: Extract<Unit, { kind: 'class' }>, skipped: ReadonlySet<string>): Body[] {
  return [...methods].flatMap(([name, body]) => (skipped.has(name) ? [] : [body]));
}

function isRepeatable(
  { file, unit }: Found,
  files: Files,
  skipped: ReadonlySet<string>,
  refused: ReadonlySet<Unit>,
): boolean {
  if (unit.kind === 'constant') return true;
  const canUse = (name: string) => {
    const found = lookUp(file, name, files);
    if (found === null || refused.has(found.unit) || found.unit.kind === 'class') return false;
    return found.unit.kind !== 'constant' || !found.unit.isObject || !isGivenAway(found, files);
  };
  if (unit.kind === 'function') return unit.body.fault === null && [...unit.body.uses].every(canUse);
  const parent = unit.parent === null ? null : lookUp(file, unit.parent, files);
  if (unit.fault !== null || (parent !== null && refused.has(parent.unit))) return false;
  const methods = methodsOf(file, unit, files);
  return bodiesOf(unit, skipped).every(
    ({ fault, uses, calls }) =>
      fault === null &&
      [...uses].every(canUse) &&
      [...calls].every((name) => methods.has(name) || BASE_CALLS.has(name)),
  );
}

/** Its own, and those of the classes of the module that it extends. */
function methodsOf(file: string, unit: Extract<Unit, { kind: 'class' }>, files: Files): Set<string> {
  const names = new Set<string>();
  const seen = new Set<Unit>();
  let place: Pick<Found, 'file' | 'unit'> | null = { file, unit };
  while (place?.unit.kind === 'class' && !seen.has(place.unit)) {
    seen.add(place.unit);
    for (const name of place.unit.methods.keys()) names.add(name);
    place = place.unit.parent === null ? null : lookUp(place.file, place.unit.parent, files);
  }
  return names;
}

/** What a name of a file stands for, in whichever file that is declared. */
function lookUp(file: string, name: string, files: Files, depth = 0): Found | null {
  const facts = files.get(file);
  if (facts === undefined || depth > files.size) return null;
  const unit = facts.units.get(name);
  if (unit !== undefined) return { file, name, unit };
  const place = facts.imports.get(name);
  if (place === undefined) return null;
  return ofExport(resolve(dirname(file), place.source), place.name, files, depth);
}

function ofExport(file: string, exported: string, files: Files, depth: number): Found | null {
  const local = files.get(file)?.exports.get(exported);
  if (local === undefined || depth > files.size) return null;
  if (typeof local === 'string') return lookUp(file, local, files, depth + 1);
  return ofExport(resolve(dirname(file), local.source), local.name, files, depth + 1);
}

/** By any file that knows it. */
function isGivenAway({ unit }: Found, files: Files): boolean {
  return [...files].some(([file, { givenAway }]) =>
    [...givenAway].some((name) => lookUp(file, name, files)?.unit === unit),
  );
}
