/**
 * Whether all code that a model holds is TensorFlow.js's own, or of classes and functions of the module that are repeatable: then its steps
 * depend on shapes, weights and values of tensors, and on fields that nothing changes. What the text promises is looked at once more here.
 */
import type * as tf from '@tensorflow/tfjs';
import type { Transpiled } from '../transpile.ts';
import type { RepeatableCode } from './repeatable-code.ts';
import type { Shipped } from './shipped.ts';

export interface ModuleCode {
  readonly tf: typeof tf;
  /** All of the module that is compiled: code that is not in it is TensorFlow.js's or ours. */
  readonly transpiled: Transpiled;
  readonly repeatable: RepeatableCode;
  readonly shipped: Shipped;
}

/** In objects: a model has a few thousand. */
const MAX_OBJECTS = 200_000;
/** What TensorFlow.js, or who watches a training, keeps as a function: of a regularizer, and of a model that is trained. */
const OWN_FUNCTIONS = /^(?:_losses|(?:train|test|predict|makeTrain|makeTest)Function)$/;
/** By which a layer tells of its weights. */
const BASE_GETTERS =
  /^(?:built|trainable|weights|trainableWeights|nonTrainableWeights|outputShape|stateful)$/;

/** The losses or metrics of a model, where it knows them by their names. */
function isNamed({ loss, metrics }: tf.LayersModel, key: string): boolean {
  const areTexts = (value: unknown): boolean =>
    typeof value === 'object' && value !== null
      ? Object.values(value).every(areTexts)
      : typeof value === 'string';
  if (/^(?:lossFunctions|feedLossFns)$/.test(key)) return areTexts(loss);
  return key === 'metricsTensors' && areTexts(metrics);
}

interface Held {
  /** False where there is code of which nothing is known. */
  readonly isRepeatable: boolean;
  /** What the module's own objects hold and read, as text; the same before and after a step that may be replayed. */
  fields(): string;
}

type Origin = 'module' | 'language' | 'other';

/** A function may have a `toString` of its own. */
const sourceOf = (of: unknown): string =>
  typeof of === 'function' ? Function.prototype.toString.call(of) : String(of);

/** Texts are long, and steps are short. */
const origins = new WeakMap<ModuleCode, Map<unknown, Origin>>();

function originIn(code: ModuleCode): (of: unknown) => Origin {
  const known = origins.get(code) ?? new Map<unknown, Origin>();
  origins.set(code, known);
  const texts = Object.values(code.transpiled);
  return (of) => {
    const before = known.get(of);
    if (before !== undefined) return before;
    const text = sourceOf(of);
    const isLanguage = /\{\s*\[native code\]\s*\}$/.test(text);
    const isModule = texts.some((one) => one.includes(text));
    const origin = isLanguage ? 'language' : isModule ? 'module' : 'other';
    known.set(of, origin);
    return origin;
  };
}

export function heldCode(model: tf.LayersModel, code: ModuleCode): Held {
  const { tf: t, repeatable, shipped } = code;
  // Every operation is a function around another, which may be the module's.
  const textOfOperations = sourceOf(t.op({ operation_: () => t.scalar(0) }));
  const originOf = originIn(code);
  const isOfModule = (of: unknown) => originOf(of) === 'module';
  const tensors: readonly unknown[] = [t.Tensor.prototype, t.Variable.prototype];
  const ends: readonly unknown[] = [
    t.layers.Layer.prototype,
    t.serialization.Serializable.prototype,
    Object.prototype,
  ];
  const layerKeys = new Set(
    Object.keys(new (t.layers.Layer as unknown as new (how: object) => object)({ name: 'layer' })),
  );
  const seen = new Map<object, number>();
  const fields: Array<readonly [owner: object, key: string]> = [];

  function isFine(value: unknown, key: string): boolean {
    if (typeof value === 'function') return isFineFunction(value as () => unknown, key);
    if (typeof value !== 'object' || value === null || seen.has(value)) return true;
    seen.set(value, seen.size);
    if (seen.size > MAX_OBJECTS) return false;
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Set.prototype)
      return [...(value as Set<unknown>)].every((one) => typeof one !== 'object');
    if (tensors.includes(prototype)) return !Object.values(value).some((one) => typeof one === 'function');
    if (ArrayBuffer.isView(value)) return true;
    if (Array.isArray(value) && prototype === Array.prototype) return areFine(value, Object.keys(value), key);
    if (prototype === null || prototype === Object.prototype) return areFine(value, Reflect.ownKeys(value));
    return isFineObject(value);
  }

  /** @param of the key under which an array is kept */
  function areFine(value: object, keys: readonly PropertyKey[], of?: string): boolean {
    return keys.every((key) => {
      const held = Object.getOwnPropertyDescriptor(value, key);
      return held === undefined || ('value' in held && isFine(held.value, of ?? String(key)));
    });
  }

  function isFineFunction(code: { readonly name: string }, key: string): boolean {
    if (isOfModule(code)) return repeatable.functions.includes(code.name);
    // One without a name may hold another that is the module's, as may an operation that TensorFlow.js does not export.
    const isWhole = code.name !== '' && sourceOf(code) !== textOfOperations;
    const isKnown = isWhole || shipped.exports(code) || OWN_FUNCTIONS.test(key) || isNamed(model, key);
    return isKnown && originOf(code) === 'other';
  }

  function isFineObject(value: object): boolean {
    const read = new Set<string>();
    let isOwn = true;
    let prototype = Object.getPrototypeOf(value);
    for (; prototype !== Object.prototype; prototype = Object.getPrototypeOf(prototype)) {
      if (prototype === null || !isClassOf(prototype)) return false;
      const made = prototype.constructor as { readonly name: string };
      if (!isOfModule(made)) break;
      isOwn = false;
      const names = Object.hasOwn(repeatable.classes, made.name) ? repeatable.classes[made.name] : null;
      if (names == null) return false;
      for (const name of names) read.add(name);
    }
    if (isOwn) return isOfTfjs(value);
    return ends.includes(prototype) && isFineLayer(value, read);
  }

  function isClassOf(prototype: object): boolean {
    return Object.hasOwn(prototype, 'constructor') && prototype.constructor.prototype === prototype;
  }

  function isOfTfjs(value: object): boolean {
    for (let one = Object.getPrototypeOf(value); one !== Object.prototype; one = Object.getPrototypeOf(one))
      if (one === null || originOf(one.constructor) !== 'other') return false;
    // What a training keeps of itself.
    return (
      areFine(
        value,
        Reflect.ownKeys(value).filter((key) => key !== 'history'),
      ) && !hidesMethod(value)
    );
  }

  /** A function of its own in place of one of its class. */
  function hidesMethod(value: object): boolean {
    const prototype = Object.getPrototypeOf(value);
    return Object.keys(value).some(
      (key) => typeof (value as never)[key] === 'function' && key in prototype && !OWN_FUNCTIONS.test(key),
    );
  }

  /** Of the module: of its own fields only those that its methods read count. */
  function isFineLayer(value: object, read: ReadonlySet<string>): boolean {
    const own = Reflect.ownKeys(value).filter((key) => layerKeys.has(String(key)) || read.has(String(key)));
    const { _losses: losses = [], _callHook: hook } = value as { _losses?: unknown[]; _callHook?: unknown };
    if (losses.length > 0 || hook != null) return false;
    if (Reflect.ownKeys(value).some((key) => key in Object.getPrototypeOf(value))) return false;
    for (const key of read) {
      if (!Object.hasOwn(value, key)) {
        if (!isFineGetter(value, key)) return false;
      } else {
        fields.push([value, key]);
        if (!isData(value, key)) return false;
      }
    }
    return areFine(value, own);
  }

  function isFineGetter(value: object, key: string): boolean {
    let place = Object.getPrototypeOf(value);
    while (place !== null && !Object.hasOwn(place, key)) place = Object.getPrototypeOf(place);
    if (place === null) return true;
    const { get } = Object.getOwnPropertyDescriptor(place, key) ?? {};
    return get !== undefined && (isOfModule(place.constructor) || BASE_GETTERS.test(key));
  }

  /** What nothing but an assignment changes, a variable, or a layer, which is looked at like any other. */
  function isData(owner: object, key: PropertyKey, depth = 0): boolean {
    const held = Object.getOwnPropertyDescriptor(owner, key);
    if (held === undefined || !('value' in held)) return held === undefined;
    const { value } = held;
    if (typeof value !== 'object' || value === null) return typeof value !== 'function';
    const prototype = Object.getPrototypeOf(value);
    if (tensors.includes(prototype) || value instanceof t.LayerVariable || value instanceof t.layers.Layer)
      return true;
    if (depth > 8) return false;
    if (![Array.prototype, Object.prototype, null].includes(prototype)) return ArrayBuffer.isView(value);
    return Reflect.ownKeys(value).every((one) => one === 'length' || isData(value, one, depth + 1));
  }

  function textOf(value: unknown): string {
    const known = new Set<unknown>();
    return JSON.stringify(value, (_, one) => {
      if (typeof one !== 'object' || one === null)
        return typeof one === 'number' || one === undefined || typeof one === 'bigint'
          ? `${typeof one} ${Object.is(one, -0) ? '-0' : String(one)}`
          : one;
      if (known.has(one)) return 'seen';
      known.add(one);
      if (one instanceof t.Tensor || one instanceof t.LayerVariable || one instanceof t.layers.Layer)
        return `${one.constructor.name} ${one.id}`;
      return ArrayBuffer.isView(one) ? [...(one as Float32Array)].map(String) : one;
    });
  }

  const isRepeatable = isFine(model, 'model');
  return {
    isRepeatable,
    fields: () => fields.map(([owner, key]) => `${key}: ${textOf(Reflect.get(owner, key))}`).join('\n'),
  };
}
