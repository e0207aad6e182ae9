import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readChangelog } from '../../../scripts/release/changelog.ts';
import { VERSION } from '../../../src/version.ts';

const TEXT = `# Changelog

What stands before the first version belongs to none.

## [Unreleased]

### Added

## [1.1.0] - 2026-11-20

### Added

- a thing, see \`## 9.9.9\`

\`\`\`yaml
## 8.8.8 - in an example
\`\`\`

### Fixed

- another
## 1.0.0 - 2026-10-01
<!-- nothing -->
## 0.9.0

First.

[1.1.0]: https://example.org/1.1.0
`;

test('each version has its date and what has changed, to the next heading of a version', () => {
  const sections = readChangelog(TEXT);
  expect(sections.map(({ version, date, isEmpty }) => [version, date, isEmpty])).toEqual([
    ['Unreleased', null, true],
    ['1.1.0', '2026-11-20', false],
    ['1.0.0', '2026-10-01', true],
    ['0.9.0', null, false],
  ]);
  expect(sections[1]?.body).toBe(
    '### Added\n\n- a thing, see `## 9.9.9`\n\n```yaml\n## 8.8.8 - in an example\n```\n\n### Fixed\n\n- another',
  );
  expect(sections.at(-1)?.body).toBe('First.');
});

test.each([
  ['## [1.2.0](https://example.org/1.2.0) - 2026-11-20\n\n- x\n'],
  ['## 1.2.0 - 2026-11-20\r\n\r\n- x\r\n'],
  ['1.2.0 - 2026-11-20\n------------------\n\n- x\n'],
])('%j is read as well', (text) => {
  expect(readChangelog(text)).toEqual([
    { version: '1.2.0', date: '2026-11-20', body: '- x', isEmpty: false },
  ]);
});

test.each(['', 'no heading at all\n'])('%j has no version', (text) => {
  expect(readChangelog(text)).toEqual([]);
});

test('the one of this repository has a section for the version of package.json', () => {
  const text = readFileSync(new URL('../../../CHANGELOG.md', import.meta.url), 'utf8');
  expect(readChangelog(text).find(({ version }) => version === VERSION)?.isEmpty).toBe(false);
});
