import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_CLAIMS } from '../../../src/config/claim/claim.ts';
import { claimsInText } from '../../../src/config/claim/claims-in-text.ts';

const words = { metrics: [{ name: 'accuracy' }, { name: 'loss' }], variants: ['head'] };

describe('the claims of a description', () => {
  const read = (text: string) => {
    const { claims, problems } = claimsInText(text, words);
    return [...claims.map(({ metric, kind }) => `${kind} ${metric}`), ...problems];
  };

  test('are lines that begin with "Claim:", in any dress', () => {
    const text =
      'Makes it better.\r\nClaim: accuracy +0.01\r\n- **Claim:** loss -0.1\n\nclaim : no regression';
    expect(read(text)).toEqual(['amount accuracy', 'amount loss', 'no-regression null']);
  });

  test('are the lines of a block fenced as claim', () => {
    expect(read('```claim\naccuracy +0.01\n\nClaim: no regression\n```\naccuracy +0.02')).toEqual([
      'amount accuracy',
      'no-regression null',
    ]);
  });

  test.each([
    ['a comment', '<!-- Claim: accuracy +0.01 -->\n<!--\nClaim: loss -1\n'],
    ['a quote', '> Claim: accuracy +0.01'],
    ['another block', '```yaml\nClaim: accuracy +0.01\n```'],
    ['the middle of a sentence', 'My claim: accuracy +0.01'],
    ['a template that was left empty', 'Claim:\nClaim: none\nClaim: n/a\nClaim: …'],
  ])('are not looked for in %s', (_, text) => {
    expect(read(text)).toEqual([]);
  });

  test('are ten at most, and the same one counts once', () => {
    const many = Array.from({ length: 30 }, (_, i) => `Claim: accuracy +${i + 1}`).join('\n');
    const { claims, problems } = claimsInText(`${many}\n${many}`, words);
    expect(claims).toHaveLength(MAX_CLAIMS);
    expect(problems).toEqual(['only the first 10 of 30 are read']);
  });

  test('are read or named, whatever the text', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.stringMatching(/^[-+.:0-9e%a-z_ `*]{0,300}$/),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const { claims, problems } = claimsInText(lines.map((text) => `Claim: ${text}`).join('\n'), words);
        for (const { change } of claims) expect(change === null || Number.isFinite(change)).toBe(true);
        for (const problem of problems) expect(problem.length).toBeLessThan(300);
      }),
    );
  });
});
