import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { findDataChanges } from '../../../src/plan/code/data-changes.ts';
import { Repository } from '../../support/repository.ts';

const CSV = (rows: number, end = '\n') =>
  `x,y${end}${Array.from({ length: rows }, (_, row) => `${row}.5,${row % 2}${end}`).join('')}`;
const JSONL = (rows: number) => Array.from({ length: rows }, (_, row) => `{"id":${row}}\n`).join('');
const LFS = (size: number) =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${createHash('sha256').update(String(size)).digest('hex')}\nsize ${size}\n`;

type Files = Readonly<Record<string, string>>;

/** Of a head that has the files of `after` in place of those of `before`. */
async function changesOf(
  before: Files,
  after: Files,
  more: { readonly params?: object; readonly named?: object } = {},
) {
  const base = await Repository.create();
  const baseCommit = await base.commit({ 'train.py': '', ...before });
  const head = await Repository.clone(base);
  const headCommit = await head.commit(after);
  const model = { ref: null, params: {}, fingerprint: () => '' };
  const [found] = await findDataChanges({
    models: [
      { ...model, name: 'baseline', commit: baseCommit, root: base.path, directory: base.path },
      { ...model, name: 'head', commit: headCommit, root: head.path, directory: head.path, ...more },
    ],
    files: more.named ?? {},
    isAside: (file) => file === 'aside/test.csv',
  });
  return found?.changes.map(({ name, split, before, after }) => [
    name,
    split,
    before?.count,
    after?.count,
    after?.unit,
  ]);
}

describe('findDataChanges', () => {
  test.each<[string, Files, Files, unknown[]]>([
    [
      'rows of a table',
      { 'train.csv': CSV(250) },
      { 'train.csv': CSV(850) },
      ['train.csv', 'train', 250, 850, 'rows'],
    ],
    [
      'rows of a table without a header',
      { 'a.csv': '1,2\n3,4\n' },
      { 'a.csv': '1,2\n' },
      ['a.csv', null, 2, 1, 'rows'],
    ],
    [
      'text in quotes over several lines',
      { 'a.csv': 'text,y\n"a\nb",1\n' },
      { 'a.csv': 'text,y\n"a\nb",1\n"c",2\n' },
      ['a.csv', null, 1, 2, 'rows'],
    ],
    [
      'JSON lines with CRLF',
      { 'data/dev.jsonl': JSONL(4) },
      { 'data/dev.jsonl': JSONL(6).replaceAll('\n', '\r\n') },
      ['data/dev.jsonl', 'validation', 4, 6, 'rows'],
    ],
    [
      'a pointer of Git LFS',
      { 'train.parquet': LFS(1000) },
      { 'train.parquet': LFS(3000) },
      ['train.parquet', 'train', 1000, 3000, 'bytes'],
    ],
    [
      'a pointer of DVC',
      { 'data/train.dvc': 'outs:\n- md5: a.dir\n  size: 10\n  nfiles: 20\n  path: train\n' },
      { 'data/train.dvc': 'outs:\n- md5: b.dir\n  size: 30\n  nfiles: 60\n  path: train\n' },
      ['data/train.dvc', 'train', 20, 60, 'files'],
    ],
    [
      'rows in another order',
      { 'train.csv': 'x,y\n1,0\n2,1\n' },
      { 'train.csv': 'x,y\n2,1\n1,0\n' },
      ['train.csv', 'train', 2, 2, 'rows'],
    ],
    ['a new file', {}, { 'train_extra.csv': CSV(600) }, ['train_extra.csv', 'train', undefined, 600, 'rows']],
  ])('tells of %s', async (_, before, after, change) => {
    expect(await changesOf(before, after)).toEqual([change]);
  });

  test('other line ends are no other data, and files that are no data do not count', async () => {
    const before = {
      'train.csv': CSV(20),
      'results/train.csv': 'a',
      'README.md': '',
      'aside/test.csv': CSV(3),
    };
    const after = {
      'train.csv': CSV(20, '\r\n'),
      'results/train.csv': 'b',
      'README.md': 'new',
      'aside/test.csv': CSV(4),
    };
    expect(await changesOf(before, after)).toEqual([]);
  });

  test('a file that the config names is data, whatever its name', async () => {
    const named = { train: 'src/words' };
    expect(await changesOf({ 'src/words': 'a\n' }, { 'src/words': 'b\n' }, { named })).toEqual([
      ['src/words', 'train', 2, 2, 'bytes'],
    ]);
  });

  test('many images of several classes are told as one folder', async () => {
    const images = (count: number) =>
      Object.fromEntries(
        ['cat', 'dog'].flatMap((kind) =>
          Array.from({ length: count }, (_, image) => [
            `data/train/${kind}/${image}.png`,
            `${kind} ${image}`,
          ]),
        ),
      );
    expect(await changesOf(images(3), images(9))).toEqual([['data/train/', 'train', 6, 18, 'files']]);
  });

  test('parameters that name other data, or how much there is', async () => {
    const files = { 'small.csv': CSV(10), 'large.csv': CSV(30) };
    expect(await changesOf(files, {}, { params: { data: 'large.csv', optimizer: 'adam', lr: 0.1 } })).toEqual(
      [['params.data', null, undefined, 30, 'rows']],
    );
  });
});
