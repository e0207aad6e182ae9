import { expect, test } from 'vitest';
import { listPages } from '../../../src/github/request/list-pages.ts';

const NEXT = '<https://elsewhere.example/?page=2>; rel="next"';
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({ id: from + index }));

test('pages are asked for by their number, to the last one', async () => {
  const asked: number[] = [];
  const found = await listPages(async (page) => {
    asked.push(page);
    return { items: numbered(page * 10, page * 10 + 10), link: page < 3 ? NEXT : undefined };
  });
  expect([asked, found.length]).toEqual([[1, 2, 3], 30]);
});

test('what is listed twice, as pages shift, is listed once', async () => {
  const found = await listPages(async (page) => ({
    items: numbered(page * 10, page * 10 + 15),
    link: page < 3 ? NEXT : undefined,
  }));
  expect(found.map(({ id }) => id)).toEqual(numbered(10, 45).map(({ id }) => id));
});

test('a list that repeats itself ends', async () => {
  let asked = 0;
  const found = await listPages(async () => {
    asked += 1;
    return { items: numbered(0, 5), link: NEXT };
  });
  expect([asked, found.length]).toEqual([2, 5]);
});

test('a list that never ends is given up', async () => {
  await expect(listPages(async (page) => ({ items: [{ id: page }], link: NEXT }))).rejects.toThrow(
    'the list has more than 100 pages',
  );
});
