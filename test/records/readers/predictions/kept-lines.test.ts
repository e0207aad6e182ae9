import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { keptBytes, readKeptLines } from '../../../../src/records/readers/predictions/kept-lines.ts';
import { canonicalPredictions } from '../../../../src/records/store/prediction-lines.ts';
import { lines, plain, readPlain, readTable } from './prediction-file.ts';

const LINE =
  '{"split":"test","id":"a","label":0,"prediction":1,"probabilities":[0.25,0.75],"slices":["long","rare"],"show":"a text"}\n';

/** With one key more in front, nothing is in the form of the store. */
const withEpoch = (text: string) => text.replaceAll('{"split"', '{"epoch":3,"split"');
const take = (text: string) => readKeptLines(Buffer.from(text));

const short = fc
  .oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 1e-6, 9.9e-7, 1.2345e-30))
  .map((value) => Number(value.toPrecision(9)));
const name = fc.constantFrom('long', 'rare', 'größer', 'zwölf');
const row = fc.record(
  {
    split: fc.constantFrom('train', 'validation', 'test', 'shifted'),
    id: fc.oneof(fc.string({ minLength: 1, maxLength: 12 }), fc.constantFrom('id-123456789', 'Ünder', '😀')),
    label: fc.nat({ max: 2 }),
    prediction: fc.nat({ max: 2 }),
    probabilities: fc.tuple(short, short, short).map((all) => all.map((value) => value + 0)),
    slices: fc.uniqueArray(name, { minLength: 1 }).map((names) => names.sort()),
    show: fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('naïve \u2028 line', '  spaces ')),
  },
  { requiredKeys: ['split', 'id', 'label', 'prediction', 'probabilities'] },
);

it('reads what it takes as any other file of predictions is read, and keeps its bytes', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), fc.boolean(), async (rows, isSorted) => {
      const splits = ['train', 'validation', 'test', 'shifted'];
      if (isSorted) rows.sort((a, b) => splits.indexOf(a.split) - splits.indexOf(b.split));
      const text = lines(...rows);
      const table = take(text);
      if (table === null) return;
      taken += 1;
      expect(plain(table)).toEqual(await readPlain(withEpoch(text)));
      expect(keptBytes(table)?.toString()).toBe([...canonicalPredictions(await readTable(text))].join(''));
    }),
    { numRuns: 300 },
  );
  expect(taken).toBeGreaterThan(50);
});

it('takes each line as the store writes it', async () => {
  const table = await readTable(withEpoch(LINE + LINE.replace('"a"', '"b"')));
  const text = [...canonicalPredictions(table)].join('');
  expect(text).toBe(LINE + LINE.replace('"a"', '"b"'));
  expect(keptBytes(table)).toBeNull();
  expect(keptBytes(await readTable(text))?.toString()).toBe(text);
});

it('puts the splits into the order of the store', () => {
  const [first, second] = [LINE, LINE.replace('"test"', '"validation"')];
  const table = take(first + first + second);
  expect([...(table?.splits.keys() ?? [])]).toEqual(['test', 'validation']);
  expect(table && keptBytes(table)?.toString()).toBe(second + first + first);
});

test.each([
  ['an empty file', ''],
  ['no line end at the end', LINE.trimEnd()],
  ['a space at the end of a line', LINE.replace('\n', ' \n')],
  ['an empty line', `${LINE}\n${LINE}`],
  ['a mark of the encoding', `\ufeff${LINE}`],
  ['another split', LINE.replace('test', 'dev')],
  ['no id', LINE.replace('"id":"a",', '')],
  ['an empty id', LINE.replace('"a"', '""')],
  ['a long id', LINE.replace('"a"', `"${'a'.repeat(201)}"`)],
  ['an escape in the id', LINE.replace('"a"', '"\\u0061"')],
  ['a control character in the id', LINE.replace('"a"', '"\u0085"')],
  ['a label that is no class', LINE.replace('"label":0', '"label":2')],
  ['a label with a zero in front', LINE.replace('"label":0', '"label":00')],
  ['a label that is a fraction', LINE.replace('"label":0', '"label":0.5')],
  ['no label', LINE.replace('"label":0', '"label":')],
  ['a prediction that is no class', LINE.replace('"prediction":1', '"prediction":7')],
  ['a negative prediction', LINE.replace('"prediction":1', '"prediction":-1')],
  ['one probability', LINE.replace('[0.25,0.75]', '[0.25]')],
  ['no probabilities', LINE.replace('[0.25,0.75]', '[]')],
  ['more probabilities than before', LINE + LINE.replace('0.75]', '0.7,0.05]')],
  ['fewer probabilities than before', LINE + LINE.replace('0.25,', '')],
  ['a list that goes on', LINE.replace('0.75]', '0.75,]')],
  ['a second key "label"', LINE.replace(',"show"', ',"label":1,"show"')],
  ['a key "__proto__"', LINE.replace(',"show"', ',"__proto__":1,"show"')],
  [
    'keys in another order',
    '{"id":"a","split":"test","label":0,"prediction":1,"probabilities":[0.25,0.75]}\n',
  ],
  ['slices in another order', LINE.replace('"long","rare"', '"rare","long"')],
  ['a slice that is named twice', LINE.replace('"long"', '"rare"')],
  ['no slices in the list', LINE.replace('"long","rare"', '')],
  ['a slice with a reserved name', LINE.replace('"long"', '"__proto__"')],
  ['a slice that is no text', LINE.replace('"long"', '1')],
  ['nothing to show', LINE.replace('a text', '')],
  ['more to show than is kept', LINE.replace('a text', 'a'.repeat(501))],
  ['a picture', LINE.replace('a text', 'iVBORw0KGgo')],
  ['features', LINE.replace('"show":"a text"', '"features":{"length":4}')],
  ['what follows an object', LINE.replace('}', '}}')],
  ['a line that breaks off', LINE + LINE.slice(0, 70)],
])('does not take %s', (_, text) => {
  expect(take(text)).toBeNull();
});

test.each(
  '0.250 00.25 .25 . 0. 0.0 -0 -0.25 +0.25 1.0 1.5 2 2.5e-1 0.0000001 1E-7 1e-07 1.0e-7 0.25e0 1e-400 1e999 01 09 01.5 0.12345678901234567 NaN null true "0.25"'.split(
    ' ',
  ),
)('does not take %s for a probability as JavaScript writes it', (number) => {
  expect(take(LINE.replace('0.25', number))).toBeNull();
});

const NUMBER_CHARS = '0123456789.-+eE';
/** Of all texts of these characters, those of a probability: as the first number of a list, and as the last. */
function expectOnlyProbabilities(number: string): void {
  const [first, last] = [`[${number},0.75]`, `[0.25,${number}]`].map((list) =>
    take(`{"split":"test","id":"a","label":0,"prediction":0,"probabilities":${list}}\n`)
      ?.splits.get('test')
      ?.probabilities?.at(0),
  );
  const value = parsed(number);
  const isTaken = value !== null && value >= 0 && value <= 1 && JSON.stringify(value) === number;
  if (Object.is(first?.[0] ?? null, isTaken ? value : null) && first?.[0] === last?.[1]) return;
  expect({ number, first, last }).toEqual({ number, value });
}

function parsed(text: string): number | null {
  try {
    return JSON.parse(text) as number;
  } catch {
    return null;
  }
}

it('takes a number where JSON has it so and no other text: all of up to four characters, with some digits', () => {
  let texts = [''];
  const chars = [...'019.-+eE'];
  for (let length = 1; length <= 4; length += 1) {
    texts = texts.flatMap((text) => chars.map((char) => text + char));
    for (const text of texts) expectOnlyProbabilities(text);
  }
  expect(texts).toHaveLength(chars.length ** 4);
});

it('takes a number where JSON has it so and no other text: longer ones', () => {
  const char = fc.constantFrom(...NUMBER_CHARS);
  const number = fc.oneof(
    fc.double({ min: 0, max: 1 }).map(String),
    fc.double({ min: 0, max: 1e-5 }).map(String),
    fc
      .tuple(fc.double({ min: 0, max: 1 }), fc.integer({ min: 1, max: 18 }))
      .map(([value, digits]) => value.toPrecision(digits)),
  );
  fc.assert(fc.property(number, expectOnlyProbabilities), { numRuns: 1_000 });
  const changed = fc.tuple(number, fc.nat(), fc.constantFrom(0, 1), fc.oneof(char, fc.constant('')));
  fc.assert(
    fc.property(changed, ([text, position, removed, added]) => {
      const at = position % (text.length + 1);
      expectOnlyProbabilities(text.slice(0, at) + added + text.slice(at + removed));
    }),
    { numRuns: 3_000 },
  );
  const any = fc.array(char, { minLength: 5, maxLength: 26 }).map((chars) => chars.join(''));
  fc.assert(fc.property(any, expectOnlyProbabilities), { numRuns: 1_000 });
});

it('leaves a number that JSON does not know to the reader that refuses it', async () => {
  await expect(readTable(LINE.replace('0.25', '01'))).rejects.toThrow('predictions.jsonl');
});

test.each([
  [10_000, true],
  [10_001, false],
])('takes as many classes as any other reader: %i', (classes, isTaken) => {
  const numbers = ['0.25', ...new Array<string>(classes - 1).fill('0')].join(',');
  const text = LINE.replace('0.25,0.75', numbers).replace('"label":0', '"label":9999');
  expect(take(text)?.classes).toBe(isTaken ? classes : undefined);
});

it('does not take bytes that are no UTF-8', () => {
  const bytes = Buffer.from(LINE);
  bytes[bytes.indexOf('text')] = 0xff;
  expect(readKeptLines(bytes)).toBeNull();
});
