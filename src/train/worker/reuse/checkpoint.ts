/**
 * What objects hold at one time: their own properties, their prototypes, the entries of maps and sets, and so on for all that is found there.
 * Later it tells what is different, or puts it back. No getter is called. What a function keeps in its own scope is not seen.
 *
 * What is different may be what it would be found with: so all that it takes is held from the start, and no iterator is among it.
 */
import { types } from 'node:util';

const { getOwnPropertyDescriptor, getPrototypeOf, is } = Object;
const { ownKeys } = Reflect;
const { isView } = ArrayBuffer;
const { isMap, isSet } = types;
const call = Function.prototype.call;
const eachOfMap = call.bind(Map.prototype.forEach) as (
  map: object,
  see: (value: unknown, key: unknown) => void,
) => void;
const eachOfSet = call.bind(Set.prototype.forEach) as typeof eachOfMap;

interface Kept {
  readonly object: object;
  /** What it was first found in, and by which name; null: it is a root. */
  readonly foundIn: Kept | null;
  readonly name: PropertyKey;
  prototype: object | null;
  keys: readonly PropertyKey[];
  properties: readonly PropertyDescriptor[];
  /** Of a map or a set. */
  entries: readonly unknown[] | null;
}

interface Walk {
  readonly kept: Map<object, Kept>;
  /** Found, and not looked into yet. */
  readonly waiting: Kept[];
  readonly isOpaque: (object: object) => boolean;
}

export interface Checkpoint {
  /** Where the first difference is, by the names that lead there; null: there is none. */
  findChange(): string | null;
  /** @returns false where something cannot be put back */
  restore(): boolean;
  has(object: object): boolean;
}

/**
 * @param roots by what they are called
 * @param isOpaque of an object that is known by itself, and not by what it holds
 */
export function checkpoint(
  roots: Readonly<Record<string, unknown>>,
  isOpaque: (object: object) => boolean = () => false,
): Checkpoint {
  const walk: Walk = { kept: new Map(), waiting: [], isOpaque };
  const all: Kept[] = [];
  for (const [name, root] of Object.entries(roots)) see(walk, root, null, name);
  for (let one = walk.waiting.pop(); one !== undefined; one = walk.waiting.pop()) {
    look(walk, one);
    all.push(one);
  }
  return {
    has: (object) => walk.kept.has(object),
    findChange() {
      for (let i = 0; i < all.length; i += 1) {
        const one = all[i] as Kept;
        const change = changeOf(one);
        if (change !== null) return `${nameOf(one)}${change}`;
      }
      return null;
    },
    restore() {
      try {
        for (const one of all) if (changeOf(one) !== null) putBack(one);
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** One function for all checkpoints, and so is the next: V8 compiles those within another anew each time that is called. */
function see(
  { kept, waiting, isOpaque }: Walk,
  object: unknown,
  foundIn: Kept | null,
  name: PropertyKey,
): void {
  if (!isObject(object) || kept.has(object) || isOpaque(object)) return;
  const one: Kept = { object, foundIn, name, prototype: null, keys: [], properties: [], entries: null };
  kept.set(object, one);
  waiting.push(one);
}

function look(walk: Walk, one: Kept): void {
  const { object } = one;
  const keys = keysOf(object);
  const properties: PropertyDescriptor[] = [];
  one.prototype = getPrototypeOf(object);
  one.keys = keys;
  one.properties = properties;
  one.entries = entriesOf(object);
  see(walk, one.prototype, one, '__proto__');
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] as PropertyKey;
    const property = getOwnPropertyDescriptor(object, key) ?? {};
    properties.push(property);
    see(walk, property.value, one, key);
    see(walk, property.get, one, key);
    see(walk, property.set, one, key);
  }
  for (const entry of one.entries ?? []) see(walk, entry, one, '…');
}

/** The names that lead there. */
function nameOf({ foundIn, name }: Kept): string {
  let names = String(name);
  for (let at = foundIn; at !== null; at = at.foundIn) names = `${String(at.name)}.${names}`;
  return names;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Of numbers in a row, none: nothing that outlasts a run is found through them. */
function keysOf(object: object): readonly PropertyKey[] {
  return isView(object) ? [] : ownKeys(object);
}

function entriesOf(object: object): readonly unknown[] | null {
  const entries: unknown[] = [];
  const add = (value: unknown) => {
    entries[entries.length] = value;
  };
  if (isMap(object))
    eachOfMap(object, (value, key) => {
      add(key);
      add(value);
    });
  else if (isSet(object)) eachOfSet(object, add);
  else return null;
  return entries;
}

function changeOf({ object, prototype, keys, properties, entries }: Kept): string | null {
  if (getPrototypeOf(object) !== prototype) return '.__proto__';
  const now = keysOf(object);
  if (now.length !== keys.length) {
    let i = 0;
    while (i < now.length && now[i] === keys[i]) i += 1;
    return `.${String(i < now.length && now.length > keys.length ? now[i] : 'length')}`;
  }
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] as PropertyKey;
    const before = properties[i] as PropertyDescriptor;
    const after = getOwnPropertyDescriptor(object, key);
    if (
      after === undefined ||
      !is(after.value, before.value) ||
      after.get !== before.get ||
      after.set !== before.set ||
      after.writable !== before.writable ||
      after.enumerable !== before.enumerable ||
      after.configurable !== before.configurable
    )
      return `.${String(key)}`;
  }
  if (entries === null) return null;
  const present = entriesOf(object) ?? [];
  if (present.length !== entries.length) return '.…';
  for (let i = 0; i < entries.length; i += 1) if (!is(entries[i], present[i])) return '.…';
  return null;
}

function putBack({ object, prototype, keys, properties, entries }: Kept): void {
  if (Object.getPrototypeOf(object) !== prototype) Object.setPrototypeOf(object, prototype);
  const known = new Set(keys);
  for (const key of keysOf(object)) {
    if (!known.has(key) && !Reflect.deleteProperty(object, key)) throw new Error(`${String(key)} stays`);
  }
  keys.forEach((key, i) => {
    Object.defineProperty(object, key, properties[i] as PropertyDescriptor);
  });
  if (entries === null) return;
  const collection = object as Map<unknown, unknown> | Set<unknown>;
  collection.clear();
  if (collection instanceof Set) for (const value of entries) collection.add(value);
  else for (let i = 0; i < entries.length; i += 2) collection.set(entries[i], entries[i + 1]);
}
