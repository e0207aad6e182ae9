import { expect, test } from 'vitest';
import { checkpoint } from '../../../../src/train/worker/reuse/checkpoint.ts';

class Registry {
  static instance = new Registry();
  readonly known = new Map<string, object>([['one', { value: 1 }]]);
  readonly names = new Set(['one']);
  readonly list = [1, 2];
  get size() {
    return this.known.size;
  }
}

const CHANGES: ReadonlyArray<readonly [string, (registry: Registry) => void, string]> = [
  ['a value', ({ known }) => Object.assign(known.get('one') ?? {}, { value: 2 }), 'root.known.….value'],
  ['another property', (registry) => Object.assign(registry, { more: 1 }), 'root.more'],
  ['one property fewer', (registry) => Reflect.deleteProperty(registry, 'names'), 'root.length'],
  ['an entry of a map', ({ known }) => known.set('two', {}), 'root.known.…'],
  ['an entry of a set', ({ names }) => names.delete('one'), 'root.names.…'],
  ['an element', ({ list }) => list.push(3), 'root.list.2'],
  ['a method', (registry) => Object.assign(Object.getPrototypeOf(registry), { more() {} }), '.more'],
  [
    'a getter',
    (registry) => Object.defineProperty(Object.getPrototypeOf(registry), 'size', { get: () => 0 }),
    '.size',
  ],
  ['what cannot be written', (registry) => Object.freeze(registry.list), 'root.list.0'],
  ['a symbol', (registry) => Object.assign(registry, { [Symbol('own')]: 1 }), 'root.Symbol(own)'],
  ['a prototype', (registry) => Object.setPrototypeOf(registry, null), 'root.__proto__'],
];

test.each(CHANGES)('%s is found, and put back', (_, change, place) => {
  const registry = new Registry();
  const kept = checkpoint({ root: registry });
  expect(kept.findChange()).toBeNull();
  change(registry);
  expect(kept.findChange()).toContain(place);
  // What is frozen stays as it is, and that is told.
  const isFrozen = Object.isFrozen(registry.list);
  expect(kept.restore()).toBe(!isFrozen);
  if (!isFrozen) expect(kept.findChange()).toBeNull();
});

test('what is opaque is not looked into, and no getter is called', () => {
  const hidden = { value: 1 };
  const root = {
    hidden,
    get never(): number {
      throw new Error('called');
    },
  };
  const kept = checkpoint({ root }, (object) => object === hidden);
  hidden.value = 2;
  expect([kept.findChange(), kept.has(hidden), kept.has(root)]).toEqual([null, false, true]);
});
