import { describe, expect, test } from 'vitest';
import { parseClaim } from '../../../src/config/claim/claim.ts';
import { renderComment } from '../../../src/report/comment.ts';
import { renderTerminal } from '../../../src/report/terminal.ts';
import { judgeClaim } from '../../../src/verdict/claim.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { ACCURACY, draws, MACRO_F1, moved, sampleResult } from '../../support/sample-results.ts';

const f1 = draws('f1', 12, 0.69, 0.01);
const accuracy = draws('accuracy', 12, 0.83, 0.01);
const measured = sampleResult({
  metrics: [MACRO_F1, ACCURACY],
  baseline: { macro_f1: f1, accuracy },
  variants: {
    head: {
      macro_f1: moved(f1, 'f1 moved', 0.02, 0.004),
      accuracy: moved(accuracy, 'accuracy moved', 0.01, 0.001),
    },
  },
});

function claiming(lines: readonly string[], result: ExperimentResult = measured): ExperimentResult {
  const { metrics, comparisons } = result;
  const claims = lines.flatMap((line) => {
    const claim = parseClaim(line, { metrics, variants: ['head'] });
    return 'problem' in claim ? [] : [claim];
  });
  const evidence = { metrics, variants: ['head'], comparisons, isInvalid: false };
  return { ...result, claim: judgeClaim([{ source: 'pull-request', claims }], evidence) };
}

const linesWith = (text: string, word: string) => text.split('\n').filter((line) => line.includes(word));

const first = (comment: string) => comment.split('\n')[0]?.replaceAll('\u00a0', ' ');

describe('the claim in the report', () => {
  test('is the headline, with numbers as the rest of the report prints them', () => {
    const result = claiming(['accuracy +0.5 points']);
    expect(first(renderComment(result))).toMatch(
      /^### ✅ Proven: you claim at least \+0\.5 points in accuracy; the data show \+0\.\d+ to \+1\.\d+ \([\d.]+ % CI\)$/,
    );
    expect(renderTerminal(result)).toMatch(/^✅ Proven: you claim/);
  });

  test('of several statements names one that decides, and lists all below', () => {
    const comment = renderComment(claiming(['macro_f1 +0.01', 'macro_f1 +0.02', 'no regression']));
    expect(first(comment)).toMatch(
      /^### ⚪ Not proven: you claim at least \+0\.02 in macro‑F1; the data show /,
    );
    expect(comment).toContain(' · 1 of 3 claims not proven · ');
    expect(
      linesWith(comment, '| head |')
        .slice(0, 3)
        .map((line) => line.split('|')[3]?.trim()),
    ).toEqual(['✅ proven', '⚪ not proven', '✅ proven']);
  });

  test('says why a verdict that was withheld shows nothing', () => {
    const comparisons = measured.comparisons.map((one) =>
      one.difference === null
        ? one
        : { ...one, verdict: 'inconclusive' as const, reason: 'the bootstrap interval includes zero' },
    );
    const withheld = { ...measured, verdict: 'inconclusive' as const, comparisons };
    const comment = renderComment(claiming(['macro_f1 +0.01'], withheld));
    expect(first(comment)).toMatch(/^### ⚪ Not proven: .*, not confirmed$/);
    expect(comment).toMatch(/the claim is \+0\.01 or higher; the verdict is inconclusive: the bootstrap/);
  });

  test('of a loss keeps the direction that it was written with', () => {
    const losses = draws('loss', 12, 0.5, 0.01);
    const LOSS = { ...MACRO_F1, name: 'log_loss', direction: 'minimize' } as const;
    const rising = sampleResult({
      metrics: [LOSS],
      baseline: { log_loss: losses },
      variants: { head: { log_loss: moved(losses, 'loss moved', 0.2, 0.004) } },
    });
    const comment = renderComment(claiming(['log_loss -0.1'], rising));
    expect(first(comment)).toMatch(
      /^### ❌ Disproven: you claim log loss lower by at least 0\.1; the data show 0\.1\d+ to 0\.2\d+ higher \([\d.]+ % CI\)$/,
    );
    expect(comment).toContain('**Next:** improve the model');
  });

  test('that the verdict already answers is named below it', () => {
    const comment = renderComment(claiming(['improvement in macro_f1']));
    expect(first(comment)).toMatch(/^### ✅ `head` improves macro‑F1 by /);
    expect(comment).toContain(' · claim “improvement in `macro_f1`” proven · ');
  });

  test('is not mentioned where nothing was claimed', () => {
    expect(renderComment(measured)).not.toMatch(/claim/i);
  });
});
