import { expect, test } from 'vitest';
import { openPlaces } from '../../src/train/run-slots.ts';

test('a place is taken until its run has ended, and the next one has it', () => {
  const places = openPlaces(2);
  expect([places.take('a'), places.take('b')]).toEqual([0, 1]);
  expect([places.areFree(2), places.areFree(3)]).toEqual([false, true]);
  places.leave('a');
  expect(places.areFree(2)).toBe(true);
  expect(places.take('c')).toBe(0);
  places.forget('b');
  expect(places.take('d')).toBe(1);
});

test('no more runs wait to be read than there are places', () => {
  const places = openPlaces(1);
  for (const run of ['a', 'b']) {
    expect(places.areFree(1)).toBe(true);
    places.take(run);
    places.leave(run);
  }
  expect(places.areFree(1)).toBe(false);
  places.forget('a');
  expect(places.areFree(1)).toBe(true);
});
