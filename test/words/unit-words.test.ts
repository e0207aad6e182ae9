import { describe, expect, test } from 'vitest';
import { renderComment } from '../../src/report/comment.ts';
import { NOT_STARTED, nextStatus, renderInProgress } from '../../src/report/in-progress.ts';
import { renderHtml } from '../../src/report/page/page.ts';
import { progressLine } from '../../src/report/progress-line.ts';
import { renderResultJson } from '../../src/report/result-json.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import type { Progress } from '../../src/train/progress.ts';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import { type EvaluationTruth, evaluate, evaluationOf, policies } from '../support/evaluation-samples.ts';

const FOREIGN = /.{0,50}\b(?:seeds?|train\w*|examples?|test sets?)\b.{0,30}/gi;

/** What a reader sees or hears of a page. */
function visible(html: string): string {
  return html
    .replaceAll(/<(style|script)\b[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*?\b(?:aria-label|alt)="([^"]*)"[^>]*>/g, ' $1 ')
    .replaceAll(/<[^>]*>/g, ' ');
}

function textsOf(result: ExperimentResult): readonly string[] {
  return [
    renderComment(result),
    renderTerminal(result, { columns: 120 }),
    ...['headline', 'reasons', 'next', 'findings'].map((key) =>
      JSON.stringify(JSON.parse(renderResultJson(result))[key]),
    ),
    ...result.comparisons.map(({ reason }) => reason ?? ''),
    ...result.provenance.notices,
  ];
}

const LEFT = { runs: { least: 2, most: 4 }, seconds: null };

const NAMES = ['seed-2', 'my test set', 'train loss'];
const arms = (shift: number) => ({ base: 0, 'seed-2': shift });

const TRUTHS: Readonly<Record<string, EvaluationTruth>> = {
  improvement: { arms: arms(0.2), repeats: 8 },
  regression: { arms: arms(-0.2) },
  'close to call': { arms: arms(0.05) },
  'equal within a margin': { arms: arms(0), cases: 150, repeats: 6, margin: 0.2 },
  'a margin that needs more': { arms: arms(0), margin: 0.01 },
  'one repeat': { arms: arms(0.1), repeats: 1 },
  'one repeat, equal in every case': { arms: { base: 1, 'seed-2': 1 }, repeats: 1 },
  'equal in every repeat': { arms: { base: 1, 'seed-2': 1 } },
  'a guard': { arms: arms(0.2), noWorse: 100 },
  'a guard that is open': { arms: arms(0.2), noWorse: 1 },
  'other numbers of repeats': { arms: arms(0.1), repeats: [3, 9] },
  'cases that are alike': { arms: arms(0.1), clustered: true },
  'two scales': { arms: arms(0.1), metric: 'fluency', inPercent: true },
  'several variants': { arms: { ...arms(0.1), 'my test set': -0.1, other: 0.3 }, margin: 0.02 },
  'a metric of that name': { arms: arms(0.2), metric: 'train loss' },
};

describe('an evaluation has repeats and cases, and names stay as they are', () => {
  test.each(Object.entries(TRUTHS))('%s', async (_, truth) => {
    const result = await evaluate(truth);
    const name = result.models.at(-1)?.name ?? '';
    const evaluation = { ...evaluationOf(result), ...policies(name) };
    const clusters = result.comparisons.map((one) =>
      one.difference === null || one.crossed === null
        ? one
        : { ...one, crossed: { ...one.crossed, clusters: 12 } },
    );
    const whole = { ...result, evaluation };
    const texts = [whole, { ...result, comparisons: clusters }].flatMap(textsOf);
    expect(texts[0]).toContain(name);
    for (const text of [...texts, visible(renderHtml(whole))]) {
      const said = NAMES.reduce((rest, one) => rest.replaceAll(one, ''), text);
      expect(said.match(FOREIGN)).toBeNull();
    }
  });
});

test.each<Progress>([
  { kind: 'planned', trainer: 'evaluation', models: ['a', 'b'], looks: [3, 5], parallel: 1, left: LEFT },
  { kind: 'look', look: 1, of: 2, pairs: 3, undecided: ['b'], next: 5, left: LEFT },
  { kind: 'looked-up', reused: 2, missing: 4 },
  { kind: 'looked-up', reused: 2, missing: 0 },
  { kind: 'extra-runs', runs: 2, left: LEFT },
])('the progress of an evaluation: $kind', (event) => {
  const progress: Progress = { ...event, unit: 'repeat' };
  const waiting = { head: 'b'.repeat(40), base: null, runUrl: null, last: null };
  const comment = renderInProgress(nextStatus(NOT_STARTED, progress), waiting);
  expect(`${progressLine(progress)} ${comment}`.match(FOREIGN)).toBeNull();
});
