import { expect, test } from 'vitest';
import { listPages } from '../../../src/github/request/list-pages.ts';

const NEXT = { link: '<https://elsewhere.example/?page=2>; rel="next"' };
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({ id: from + index }));

test('pages are asked for by their number, to the last one', async () => {
  const asked: number[] = [];
  const found = await listPages(async (page) => {
    asked.push(page);
    return { items: numbered(page * 10, page * 10 + 10), headers: page < 3 ? NEXT : {} };
  });
  expect([asked, found.length]).toEqual([[1, 2, 1, 3, 2], 30]);
});

test('what is listed twice, as pages shift, is listed once', async () => {
  const found = await listPages(async (page) => ({
    items: numbered(page * 10, page * 10 + 15),
    headers: page < 3 ? NEXT : {},
  }));
  expect(found.map(({ id }) => id)).toEqual(numbered(10, 45).map(({ id }) => id));
});

test.each([101, 150, 250])(
  'of %d, none is missed where others are removed between two answers',
  async (size) => {
    const listed = numbered(1, size + 1);
    let last = 0;
    const found = await listPages(async (page) => {
      if (page > last) listed.splice(0, last === 0 ? 0 : 3);
      last = Math.max(last, page);
      return {
        items: listed.slice(100 * (page - 1), 100 * page),
        headers: 100 * page < listed.length ? NEXT : {},
      };
    });
    const missed = listed.filter(({ id }) => found.every((one) => one.id !== id));
    expect(missed).toEqual([]);
  },
);

test('a list that repeats itself ends', async () => {
  let asked = 0;
  const found = await listPages(async () => {
    asked += 1;
    return { items: numbered(0, 5), headers: NEXT };
  });
  expect([asked, found.length]).toEqual([2, 5]);
});

test('a list that never ends is given up', async () => {
  await expect(listPages(async (page) => ({ items: [{ id: page }], headers: NEXT }))).rejects.toThrow(
    'the list has more than 100 pages',
  );
});

test('a server that gives a total is asked for all of them', async () => {
  const found = await listPages(async (page) => ({
    items: page > 3 ? [] : numbered(page * 30, page * 30 + 30),
    headers: { 'x-total-count': '90' },
  }));
  expect(found).toHaveLength(90);
});

test('a server that drops what tells of pages is asked until a page is not full', async () => {
  const found = await listPages(async (page) => ({
    items: page > 2 ? [] : numbered(page * 100, page * 100 + 100),
    headers: {},
  }));
  expect(found).toHaveLength(200);
});

test('all in one answer, whatever page is asked for, is listed once', async () => {
  const found = await listPages(async () => ({ items: numbered(0, 150), headers: { 'x-total-count': 150 } }));
  expect(found).toHaveLength(150);
});
