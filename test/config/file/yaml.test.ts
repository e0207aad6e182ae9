import { expect, test } from 'vitest';
import { parseConfig } from '../../support/parse-config.ts';
import { MINIMAL, messageOf } from '../refused-config.ts';

test.each([
  [
    'a prototype key',
    `${MINIMAL}params: { __proto__: { units: 1 } }\n`,
    'conclusive.yml:4:11: the key "__proto__" is reserved; choose another',
  ],
  [
    'a tab',
    'trainer:\n\tmodule: m.ts\n',
    'conclusive.yml:2:1: not valid YAML: tabs are not allowed as indentation; use spaces',
  ],
  [
    'a duplicate key',
    'alpha: 1\nalpha: 2\n',
    'conclusive.yml:2:1: the key "alpha" appears twice; remove one',
  ],
  [
    'a colon too many',
    'a: b: c\n',
    'conclusive.yml:1:4: not valid YAML: Nested mappings are not allowed in compact mappings',
  ],
  [
    'an unknown tag',
    'alpha: !!exec 1\n',
    'conclusive.yml:1:8: not valid YAML: Unresolved tag: tag:yaml.org,2002:exec',
  ],
  [
    'two documents',
    `${MINIMAL}---\n${MINIMAL}`,
    'conclusive.yml:4:1: not valid YAML: a file has only one document; remove "---"',
  ],
  ['a mapping as a key', '? { a: 1 }\n: 2\n', 'conclusive.yml:1:3: a key must be plain text'],
  [
    'deep brackets',
    '['.repeat(5000),
    'conclusive.yml:1:51: is nested more than 50 levels deep; use fewer levels',
  ],
  [
    'deep compact lists',
    '- '.repeat(5000),
    'conclusive.yml:1:102: is nested more than 50 levels deep; use fewer levels',
  ],
  [
    'deep keys',
    '? '.repeat(5000),
    'conclusive.yml:1:102: is nested more than 50 levels deep; use fewer levels',
  ],
])('says where the YAML is broken: %s', (_, text, message) => {
  expect(messageOf(text).split('\n')[0]).toBe(message);
});

test('refuses aliases that multiply instead of resolving them', () => {
  const level = (name: string, of: string) => `${name}: &${name} [${`*${of},`.repeat(10)}]\n`;
  const bomb = `a: &a [x]\n${level('b', 'a')}${level('c', 'b')}${level('d', 'c')}${level('e', 'd')}`;
  expect(messageOf(bomb)).toMatch(
    /^conclusive\.yml: its YAML aliases cannot be resolved: Excessive alias count/,
  );
});

test('accepts an alias used in earnest, and finds faults behind it', () => {
  const text = MINIMAL.replace('ref: head', 'ref: &ref head').replace(
    'variants',
    'baseline: { ref: base }, variants',
  );
  expect(parseConfig(`${text}name: *ref\n`, 'conclusive.yml').name).toBe('head');
  expect(messageOf(`${text}alpha: *ref\n`)).toBe('conclusive.yml:4:8: alpha: must be a number, found "head"');
});
