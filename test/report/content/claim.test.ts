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

describe('the claim in the report', () => {
  test('stands under the facts, with numbers as the rest of the report prints them', () => {
    const comment = renderComment(claiming(['accuracy +0.5 points']));
    expect(comment.split('\n')[4]).toMatch(
      /^\*\*Claim of this pull request: ✅ supported\*\* · accuracy \+0\.5 points: the change lies in \[\+[\d.]+,\s\+[\d.]+\]; the claim is \+0\.5\spoints or higher\.$/,
    );
    expect(renderTerminal(claiming(['accuracy +0.5 points']))).toContain('Claim of this pull request');
  });

  test('of several statements names one that decides, and lists all below', () => {
    const comment = renderComment(claiming(['macro_f1 +0.01', 'macro_f1 +0.02', 'no regression']));
    expect(linesWith(comment, '⚪ not shown**')[0]).toContain(
      '1 of 3 statements, e.g. `macro_f1` +0.02: the',
    );
    expect(
      linesWith(comment, '| head |')
        .slice(0, 3)
        .map((line) => line.split('|')[3]?.trim()),
    ).toEqual(['✅ supported', '⚪ not shown', '✅ supported']);
  });

  test('says why a verdict that was withheld shows nothing', () => {
    const comparisons = measured.comparisons.map((one) =>
      one.difference === null
        ? one
        : { ...one, verdict: 'inconclusive' as const, reason: 'the bootstrap interval includes zero' },
    );
    expect(renderComment(claiming(['macro_f1 +0.01'], { ...measured, comparisons }))).toMatch(
      /⚪ not shown\*\* .* the claim is \+0\.01 or higher; the verdict is inconclusive: the bootstrap interval includes zero\./,
    );
  });

  test('of a loss keeps the sign that it was written with', () => {
    const losses = draws('loss', 12, 0.5, 0.01);
    const LOSS = { ...MACRO_F1, name: 'log_loss', direction: 'minimize' } as const;
    const rising = sampleResult({
      metrics: [LOSS],
      baseline: { log_loss: losses },
      variants: { head: { log_loss: moved(losses, 'loss moved', 0.2, 0.004) } },
    });
    expect(renderComment(claiming(['log_loss -0.1'], rising))).toMatch(
      /log_loss` −0\.1: the change lies in \[\+0\.1[\d]*,\s\+0\.2[\d]*\]; the claim is −0\.1 or lower\./,
    );
  });

  test('leaves secondary metrics that it does not name exploratory', () => {
    const secondary = measured.metrics.map((one) =>
      one.name === 'accuracy' ? { ...one, role: 'secondary' as const } : one,
    );
    const comparisons = measured.comparisons.map((one) =>
      one.metric === 'accuracy' ? { ...one, role: 'secondary' as const } : one,
    );
    const result = { ...measured, metrics: secondary, comparisons };
    const words = 'Secondary metrics that are not claimed are exploratory.';
    expect(renderComment(claiming(['macro_f1 +0.01'], result))).toContain(words);
    expect(renderComment(claiming(['macro_f1 +0.01', 'accuracy +0.001'], result))).not.toContain(words);
  });

  test('is not mentioned where nothing was claimed', () => {
    expect(renderComment(measured)).not.toMatch(/claim/i);
  });
});
