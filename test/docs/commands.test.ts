import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isCommand, NOT_TYPED, pagesWithCommands, stepsOf, WORKSPACES } from '../support/page-commands.ts';

const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';

test('every command of a tutorial or how-to page is typed by a test, or is listed with a reason', () => {
  const untyped = pagesWithCommands
    .filter((page) => !page.startsWith('tutorial') && !(page in WORKSPACES))
    .flatMap((page) =>
      stepsOf(page)
        .filter(isCommand)
        .map(({ text }) => `${page}: ${firstLine(text)}`),
    )
    .filter((block) => !(block.replace(/^\S+ /, '') in NOT_TYPED));
  expect(untyped).toEqual([]);
});

test('nothing is listed that no page has', () => {
  const lines = pagesWithCommands.flatMap((page) => stepsOf(page).map(({ text }) => firstLine(text)));
  expect(Object.keys(NOT_TYPED).filter((line) => !lines.includes(line))).toEqual([]);
  expect(Object.keys(WORKSPACES).filter((page) => !pagesWithCommands.includes(page))).toEqual([]);
});

test('commands are marked as sh, or as console where their output follows', () => {
  for (const page of pagesWithCommands)
    for (const { language, text } of stepsOf(page))
      if (
        /^\s*(?:\$ )?(?:conclusive|npx|npm|git|node) /m.test(text) &&
        !['yaml', 'python', 'make', 'text'].includes(language)
      )
        expect(['sh', 'console'], `${page}: ${firstLine(text)}`).toContain(language);
});

test('no block of commands hides in a list, where it would not be found', () => {
  for (const kind of ['tutorial', 'how-to'])
    for (const page of readdirSync(join('docs', kind), { recursive: true, encoding: 'utf8' }))
      if (page.endsWith('.md'))
        expect(readFileSync(join('docs', kind, page), 'utf8'), page).not.toMatch(
          /^[ \t>]+```(?:sh|bash|shell|console)$|^[ \t]*~~~/m,
        );
});
