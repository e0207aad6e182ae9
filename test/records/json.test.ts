import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { canonicalJson, parseJson } from '../../src/records/json.ts';

describe('parseJson', () => {
  test.each([
    ['a loss that Python wrote as NaN', '{"loss": NaN}', { loss: Number.NaN }],
    ['both infinities', '[Infinity, -Infinity]', [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
    ['a bare NaN', 'NaN', Number.NaN],
    [
      'the words inside strings, as they are',
      '{"NaN": NaN, "note": "NaN, \\"Infinity\\" and -Infinity"}',
      { NaN: Number.NaN, note: 'NaN, "Infinity" and -Infinity' },
    ],
  ])('reads %s', (_, text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  test.each([
    '{"a": NaNs}',
    '{"a": xNaN}',
    '{NaN: 1}',
    '{"a": +Infinity}',
    '{"a": NaN',
    '{"a": --Infinity}',
    '',
  ])('refuses %s', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  it('refuses prototype keys, however they are written', () => {
    expect(() => parseJson('{"a": [{"__proto__": {"b": 1}}]}')).toThrow('the key "__proto__" is reserved');
    expect(() => parseJson('{"\\u005f_proto__": 1}')).toThrow('the key "__proto__" is reserved');
  });

  it('refuses deep nesting without overflowing the stack', () => {
    expect(() => parseJson('['.repeat(1_000_000) + ']'.repeat(1_000_000))).toThrow(
      'nested more than 20 levels deep',
    );
  });

  it('reads a very long string beside a NaN', () => {
    const text = 'x'.repeat(8 * 1024 * 1024);
    expect(parseJson(`{"text": "${text}", "loss": NaN}`)).toEqual({ text, loss: Number.NaN });
  });

  it('agrees with JSON.parse on everything that JSON can say', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('__proto__'));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe('canonicalJson', () => {
  it('does not depend on the order in which an object was built', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(object));
      }),
    );
  });

  it('keeps the order of lists', () => {
    expect(canonicalJson({ b: [2, 1], a: null })).toBe('{"a":null,"b":[2,1]}');
  });
});
