import { expect, test } from 'vitest';
import { createRandom } from '../../../../../src/stats/random.ts';
import { Arena } from '../../../src/kernels/replay/arena.ts';

/** Memory of so many bytes; what is not freed. */
function memory(room = Number.POSITIVE_INFINITY) {
  const held = new Map<number, number>();
  let next = 64;
  const used = () => [...held.values()].reduce((sum, bytes) => sum + bytes, 0);
  return {
    held,
    _malloc(bytes: number) {
      if (used() + bytes > room) return 0;
      held.set(next, bytes);
      next += bytes;
      return next - bytes;
    },
    _free(address: number) {
      if (!held.delete(address)) throw new Error(`${address} is freed twice`);
    },
  };
}

const MB = 2 ** 20;

test('the same requests in the same order get the same addresses, whatever was asked for in between', () => {
  const arena = new Arena(memory());
  const step = () => {
    arena.begin();
    const [a, small, b] = [arena.take(1000), arena.take(1000), arena.take(20 * MB)];
    arena.free(a);
    const [c, d] = [arena.take(990), arena.take(40 * MB)];
    for (const address of [small, b, c, d]) arena.free(address);
    return [a, b, c, d];
  };
  const first = step();
  expect(first[2]).toBe(first[0]);
  arena.begin();
  for (const address of [arena.take(100), arena.take(500 * MB), arena.take(70)]) arena.free(address);
  expect(step()).toEqual(first);
});

test('blocks are split and joined, and never overlap', () => {
  const { held, ...rest } = memory();
  const arena = new Arena(rest);
  const random = createRandom('arena');
  const taken = new Map<number, number>();
  let [live, most] = [0, 0];
  arena.begin();
  for (let i = 0; i < 2000; i++) {
    const given = [...taken][Math.floor(random() * taken.size)];
    if (given !== undefined && random() < 0.48) {
      arena.free(given[0]);
      taken.delete(given[0]);
      live -= given[1];
    } else {
      const bytes = 1 + Math.floor(random() ** 4 * 4 * MB);
      const address = arena.take(bytes);
      for (const [other, size] of taken)
        expect(address + bytes <= other || other + size <= address).toBe(true);
      expect(arena.holds(address)).toBe(true);
      taken.set(address, bytes);
      live += bytes;
    }
    most = Math.max(most, live);
  }
  const highest = Math.max(...[...taken].map(([address, bytes]) => address + bytes));
  expect(highest - 64).toBeLessThan(1.3 * most);
  for (const address of taken.keys()) arena.free(address);
  // One block again.
  arena.begin();
  const [first] = held.keys();
  expect(arena.take(held.get(first as number) as number)).toBe(first);
});

test('little more is held than a step needs', () => {
  for (const [count, bytes] of [
    [10, 1000],
    [300, 60_000],
    [40, 3 * MB],
    [1, 500 * MB],
  ] as const) {
    const { held, ...rest } = memory();
    const arena = new Arena(rest);
    arena.begin();
    for (let i = 0; i < count; i++) arena.take(bytes);
    const sizes = [...held.values()];
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1.3 * count * bytes + MB);
    expect(sizes.length).toBeLessThan(20);
  }
});

test('all is given back but for what is in use', () => {
  const { held, ...rest } = memory();
  const arena = new Arena(rest);
  arena.begin();
  const [small, large] = [arena.take(10), arena.take(50 * MB)];
  expect(held.size).toBe(2);
  arena.free(large);
  arena.shrink();
  expect([...held.keys()]).toEqual([small]);
  arena.free(small);
  arena.shrink();
  expect(held.size).toBe(0);
});

test('no room', () => {
  const arena = new Arena(memory(100));
  expect(arena.take(200)).toBe(0);
  // Not for a whole region, but for what is asked for.
  expect(arena.take(60)).toBeGreaterThan(0);
});
