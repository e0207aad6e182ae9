import { expect, test } from 'vitest';
import { Arena } from '../../../../src/train/kernels/replay/arena.ts';

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

test('the same requests in the same order get the same addresses, whatever was asked for in between', () => {
  const arena = new Arena(memory());
  const step = () => {
    const [a, b] = [arena.take(1000), arena.take(1000)];
    arena.free(a);
    const [c, d] = [arena.take(990), arena.take(40)];
    for (const address of [b, c, d]) arena.free(address);
    return [a, b, c, d];
  };
  const first = step();
  expect(first[2]).toBe(first[0]);
  for (const address of [arena.take(1000), arena.take(5000), arena.take(70)]) arena.free(address);
  expect(step()).toEqual(first);
});

test('all is given back but for what is in use, which is freed with its tensor', () => {
  const { held, ...rest } = memory();
  const arena = new Arena(rest);
  const [kept, left, free] = [arena.take(10), arena.take(10), arena.take(0)];
  arena.leave(left);
  arena.free(free);
  arena.end();
  expect([...held.keys()]).toEqual([kept, left]);
  for (const address of [kept, left]) arena.free(address);
  expect(held.size).toBe(0);
});

test('no room', () => {
  expect(new Arena(memory(100)).take(200)).toBe(0);
});
