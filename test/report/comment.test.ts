import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_COMMENT_CHARS, renderComment } from '../../src/report/comment.ts';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import { hostileEvaluation } from '../support/evaluation-samples.ts';
import { everySample } from '../support/every-sample.ts';
import * as extreme from '../support/extreme-samples.ts';
import { activeContent, htmlTags, nodesOf, parseGithubMarkdown } from '../support/github-markdown.ts';
import { largest } from '../support/largest-sample.ts';
import { mermaidBlocks } from '../support/mermaid.ts';
import * as samples from '../support/samples.ts';

/** Tags that the report writes; anything else would have come from a name or a message. */
const OWN_HTML = new Set(['<details>', '</details>', '<summary>', '</summary>', '<sub>', '</sub>']);
const huge = extreme.huge();

test.each([
  ['inconclusive', samples.inconclusive, 1],
  ['largest', largest, 1],
  ['several primary', samples.severalPrimary, 0],
])('%s: one picture stands above the folds, of losses if a check warns of them', (_, result, losses) => {
  const [above = ''] = renderComment(result).split('<details>');
  expect(mermaidBlocks(above)).toHaveLength(losses);
  expect(above.match(/^```text$/gm) ?? []).toHaveLength(1 - losses);
});

describe('renderComment', () => {
  test.each(everySample)('writes the whole comment of the case %s as agreed', async (name, result) => {
    await expect(renderComment(result)).toMatchFileSnapshot(`__snapshots__/${name}.md`);
  });

  test('cuts the least important parts of a comment that is too long, and says which and where they are', async () => {
    const links = {
      run: 'https://github.com/o/r/actions/runs/1',
      artifact: 'https://github.com/o/r/actions/runs/1/artifacts/2',
    };
    const comment = renderComment(huge, { maxChars: 14_000, links });
    expect(comment.length).toBeLessThanOrEqual(14_000);
    await expect(comment).toMatchFileSnapshot('__snapshots__/too-long.md');
  });

  test('keeps a result of 20 variants, 50 metrics and 200 seeds below the default limit', () => {
    expect(renderComment(huge).length).toBeLessThanOrEqual(MAX_COMMENT_CHARS);
  });

  test('names the experiment where a repository has several', () => {
    expect(renderComment(samples.worse, { configName: 'gloss' })).toMatch(
      /^### ❌ `head` lowers accuracy by .*\n\n<sub>`gloss` · 8 seed pairs/,
    );
  });

  test('refuses a limit that could not hold a verdict', () => {
    expect(() => renderComment(samples.better, { maxChars: 1000 })).toThrow('maxChars of at least 12000');
  });

  test.each(everySample)('reads on GitHub as headings, tables and folds only: %s', (_, result) => {
    const comment = renderComment(result);
    expect(activeContent(comment, OWN_HTML)).toEqual([]);
    expect(raggedTables(comment)).toBe(0);
  });
});

describe('renderComment, whatever a run, a file or a ref is called', () => {
  const text = fc.oneof(
    fc.constantFrom(...extreme.HOSTILE),
    fc
      .array(fc.constantFrom(...extreme.HOSTILE, '`', '@x', ' ', '|', '\\', '[', ']', '(', '<', '\n'), {
        maxLength: 8,
      })
      .map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 300 }),
  );

  test('writes nothing that notifies, links, embeds or breaks the layout', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (hostile, isBroken) => {
        const named = extreme.hostile(hostile, isBroken ? { code: [hostile] } : {});
        for (const comment of [named, hostileEvaluation(hostile)].map((result) => renderComment(result))) {
          expect(activeContent(comment, OWN_HTML)).toEqual([]);
          expect(raggedTables(comment)).toBe(0);
          const tags = htmlTags(comment);
          expect(count(tags, '<details>')).toBe(count(tags, '</details>'));
          expect(count(tags, '<sub>')).toBe(count(tags, '</sub>'));
        }
      }),
      { numRuns: 12 },
    );
  });

  test('never exceeds the limit', () => {
    const parts = extreme.HOSTILE.slice(0, 4).map((part) => part.repeat(200));
    const results = [huge, ...parts.map((part) => extreme.hostile(part)), hostileEvaluation(parts[0] ?? '')];
    fc.assert(
      fc.property(
        fc.constantFrom(...results),
        fc.integer({ min: 12_100, max: 70_000 }),
        (result, maxChars) => {
          expect(renderComment(result, { maxChars }).length).toBeLessThanOrEqual(maxChars);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('keeps what is never cut below the smallest limit', () => {
    const longest = '` '.repeat(5000);
    const result = {
      ...extreme.hostile(longest),
      verdict: 'inconclusive' as const,
      gate: { passed: false, conclusion: 'failure' as const, reason: longest, failed: [] },
    };
    const comparisons = result.comparisons.flatMap((c) =>
      Array.from({ length: 10 }, () => ({ ...c, verdict: 'inconclusive' as const, reason: longest })),
    );
    expect(
      renderComment({ ...result, comparisons } as ExperimentResult, { maxChars: 12_000 }).length,
    ).toBeLessThanOrEqual(12_000);
  });
});

function count(tags: readonly string[], tag: string): number {
  return tags.filter((other) => other === tag).length;
}

/** Rows whose number of cells is not that of their header. */
function raggedTables(markdown: string): number {
  const tables = nodesOf(parseGithubMarkdown(markdown)).filter((node) => node.type === 'table');
  return tables.flatMap(({ children: [header, ...rows] }) =>
    rows.filter((row) => row.children.length !== header?.children.length),
  ).length;
}
