import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  codeSpan,
  escapeHtml,
  escapeProse,
  fencedBlock,
  safeUrl,
} from '../../../src/report/format/escape.ts';
import { activeContent, nodesOf, parseGithubMarkdown } from '../../support/github-markdown.ts';

const NOTHING = new Set<string>();
const PIECES = [
  ' ',
  '\n',
  ...'` `` ``` @x #1 GH-1 www.a.b http://a.b a@b.co | \\ [ ] ( ) <b> * _ ~ :tada: $ &amp; - 1. ! " 91be0d3'.split(
    ' ',
  ),
];
const hostile = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('codeSpan', () => {
  test.each([
    ['head', '`head`'],
    ['a`b', '``a`b``'],
    ['`a``', '``` `a`` ```'],
    ['a|b', '`a¦b`'],
    ['two\nlines', '`two lines`'],
    ['', '(empty)'],
    ['\u001b[31mred\u001b[0m', '`red`'],
    ['\u202etxt.exe', '`\ufffdtxt.exe`'],
    ['x'.repeat(100), `\`${'x'.repeat(59)}…\``],
  ])('writes %j as %s', (text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });

  test('is one code span with nothing beside it, whatever the text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = codeSpan(text);
        fc.pre(written !== '(empty)');
        const nodes = nodesOf(parseGithubMarkdown(`x ${written} y`)).slice(2);
        expect(nodes.map(({ type }) => type)).toEqual(['text', 'inlineCode', 'text']);
      }),
      { numRuns: 60 },
    );
  });
});

describe('escapeProse', () => {
  test.each([
    ['gap 0.31 [0.27, 0.35], limit 0.1', 'gap 0.31 \\[0.27,\u00a00.35\\], limit 0.1'],
    ['`data/test.csv` differs', '`data/test.csv` differs'],
    ['slice rare_words (of @octocat) is worse', 'slice `rare_words` (of `@octocat`) is worse'],
    ['see https://evil.example.', 'see `https://evil.example`.'],
    ['fixes #1, GH-2 and owner/repo#3', 'fixes `#1`, `GH-2` and `owner/repo#3`'],
    ['80 % less training', '80\u00a0% less training'],
    ['1. first', '`1.` first'],
    ['log.csv:4: loss is NaN', '`log.csv:4`: loss is NaN'],
    ['(my_log.csv:12:), data: x and :tada: here', '(`my_log.csv:12`:), `data`: x and `:tada:` here'],
    ['2.1× the parameters', '2.1× the parameters'],
    ['and/or 12,400 images/s', 'and/or 12,400 images/s'],
  ])('writes %j as %s', (text, expected) => {
    expect(escapeProse(text)).toBe(expected);
  });

  test.each([
    ['a paragraph', (text: string) => text],
    ['a heading', (text: string) => `### ${text}`],
    ['a list', (text: string) => `- ${text}`],
    ['a quotation', (text: string) => `> ${text}`],
    ['bold', (text: string) => `x **${text}** y`],
    ['a table', (text: string) => `| a | b |\n| - | - |\n| ${text} | y |`],
  ])('does nothing but stand in %s, whatever the text', (_, place) => {
    const harmless = nodesOf(parseGithubMarkdown(place('word')))
      .map(({ type }) => type)
      .filter(isBlock);
    fc.assert(
      fc.property(hostile, (text) => {
        const written = escapeProse(text);
        fc.pre(written !== '');
        const markdown = place(written);
        expect(activeContent(markdown, NOTHING)).toEqual([]);
        const blocks = nodesOf(parseGithubMarkdown(markdown))
          .map(({ type }) => type)
          .filter(isBlock);
        expect(blocks).toEqual(harmless);
      }),
      { numRuns: 60 },
    );
  });
});

describe('fencedBlock', () => {
  test('cannot be closed by its content', () => {
    fc.assert(
      fc.property(hostile, hostile, (first, second) => {
        const nodes = nodesOf(
          parseGithubMarkdown(`${fencedBlock(`${first}\n${second}`, 'text')}\n\nafter`),
        ).slice(1);
        expect(nodes.map(({ type }) => type)).toEqual(['code', 'paragraph', 'text']);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps the first and the last lines of a long output', () => {
    const output = Array.from({ length: 100 }, (_, i) => `line ${i}`).join('\n');
    expect(fencedBlock(output, 'text', 4)).toBe('```text\nline 0\nline 1\n…\nline 99\n```');
  });
});

describe('escapeHtml', () => {
  test('leaves no character that ends text or a quoted attribute', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
      }),
    );
  });
});

describe('safeUrl', () => {
  test.each([
    ['https://github.com/o/r/actions/runs/1', 'https://github.com/o/r/actions/runs/1'],
    ['https://a.example/(x) y', 'https://a.example/%28x%29%20y'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['not an address', null],
    [`https://a.example/${'x'.repeat(1000)}`, null],
  ])('of %s is %s', (address, expected) => {
    expect(safeUrl(address)).toBe(expected);
  });
});

function isBlock(type: string): boolean {
  return !['text', 'inlineCode', 'strong'].includes(type);
}
