/**
 * TensorFlow.js as it was before the module was loaded. A module can put functions of its own in the place of operations, kernels, gradients or
 * methods of the engine, and these may do something else each time that they are called.
 */
import type { Tf } from '../../kernels/toolkit.ts';

export interface Shipped {
  /** Whether TensorFlow.js exports this function. */
  exports(code: unknown): boolean;
  isUntouched(): boolean;
}

type Entry = readonly [key: string, value: unknown];

/** @param t what the module is given */
export function rememberShipped(t: Tf): Shipped {
  const before = entriesOf(t);
  const exported = new Set(exportsOf(t).map(([, value]) => value));
  return {
    exports: (code) => exported.has(code),
    isUntouched() {
      const now = entriesOf(t);
      return (
        now.length === before.length &&
        now.every(([key, value], i) => before[i]?.[0] === key && before[i]?.[1] === value)
      );
    },
  };
}

function entriesOf(t: Tf): Entry[] {
  const kernels = t.getKernelsForBackend(t.getBackend()).flatMap((kernel): Entry[] => {
    const gradient = t.getGradient(kernel.kernelName);
    return [
      [kernel.kernelName, kernel],
      [kernel.kernelName, gradient],
    ];
  });
  // Methods that are hidden by others are on the objects themselves.
  return [...exportsOf(t), ...[t.engine(), t.backend(), Math].flatMap(functionsOf), ...kernels];
}

/** With those of what groups them, as `tf.losses` does. */
function exportsOf(t: Tf): Entry[] {
  const groups = Object.values(t as object).filter(
    (value) => typeof value === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(value)),
  );
  return [t, ...groups].flatMap(functionsOf);
}

function functionsOf(object: object): Entry[] {
  return Object.getOwnPropertyNames(object).flatMap((key): Entry[] => {
    const { value, get } = Object.getOwnPropertyDescriptor(object, key) ?? {};
    return typeof (value ?? get) === 'function' ? [[key, value ?? get]] : [];
  });
}
