import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { canonicalJson, parseJson, tryParseJson } from '../../src/records/json.ts';

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

  it('refuses a key that stands twice in one object, anywhere, and names it', () => {
    const objects = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
    fc.assert(
      fc.property(objects, fc.array(fc.constantFrom('list', 'object')), fc.nat(), (object, levels, at) => {
        const [key = '', value] = Object.entries(object)[at % Object.keys(object).length] ?? [];
        const twice = `{${JSON.stringify(key)} : ${JSON.stringify(value)},${JSON.stringify(object).slice(1)}`;
        const text = levels
          .slice(0, 5)
          .reduce(
            (inner, level) => (level === 'list' ? `[1, ${inner}]` : `{"a:": ":", "x": ${inner}}`),
            twice,
          );
        fc.pre(!text.includes('__proto__') && key.length < 100);
        expect(() => parseJson(text)).toThrow(`the key ${JSON.stringify(key)} appears twice in one object`);
        expect(tryParseJson(text)).toBeUndefined();
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
