/** Evidence for an open comparison: differences that could be detected, and reasons that withhold a verdict. */
import type { Comparison, MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { wasGivenUp } from '../../../analysis/decide/futility.ts';
import { capitalised } from '../../../words/capitalised.ts';
import { wordFor } from '../../../words/plural.ts';
import { metricName } from '../../format/metric-name.ts';
import { enumerate, join, type Phrase, prose, say } from '../../phrase.ts';
import { decidingPValue, isMeasured, type View } from '../../view.ts';
import { describeGuard } from '../tables/guards.ts';
import { isLimited, isWithheld, moreEvidence } from './more-evidence.ts';
import { firstNames, shortName } from './names.ts';
import { isTakenBack } from './qualifiers.ts';

const MAX_OBSERVED = 3;
const MAX_REASONS = 3;

export function evidenceSoFar(view: View): Phrase {
  const open = openOf(view);
  return join([detectable(view, open), withheld(view, open), openGuards(view)], ' ');
}

/** What a verdict leaves open. */
export function stillOpen(view: View): Phrase {
  const open = openOf(view);
  const [first] = open;
  const { verdict } = view.result;
  if (first === undefined || verdict === 'inconclusive' || verdict === 'invalid') return [];
  return join(
    [
      say`Open: ${labels(view, open)}.`,
      evidenceSoFar(view),
      say`To settle ${shortName(view, first)}, ${moreEvidence(view, first)}.`,
    ],
    ' ',
  );
}

function openOf({ primary }: View): readonly Comparison[] {
  return primary.filter(({ verdict }) => verdict === 'inconclusive');
}

function openGuards(view: View): Phrase {
  const open = view.secondary.filter(({ guard }) => guard?.status === 'not-shown');
  if (open.length === 0 || view.result.verdict !== 'inconclusive') return [];
  return say`${join(
    open.slice(0, MAX_REASONS).map((one) => describeGuard(view, one)),
    '; ',
  )}.`;
}

/** A difference that a cross-check withholds was detected. */
function isUnseen(comparison: Comparison): comparison is MeasuredComparison {
  return (
    isMeasured(comparison) &&
    decidingPValue(comparison) > comparison.significanceLevel &&
    !isTakenBack(comparison)
  );
}

function detectable(view: View, open: readonly Comparison[]): Phrase {
  const unseen = open.filter(isUnseen);
  if (unseen.length === 0) return [];
  const metrics = [...new Set(unseen.map(({ metric }) => metric))].slice(0, MAX_OBSERVED);
  const smallest = metrics.map((metric) => {
    const mine = unseen.filter((comparison) => comparison.metric === metric);
    const sizes = mine.map(({ power }) => power.minimumDetectableDifference);
    const { size } = view.format(metric);
    const ends = [...new Set([size(Math.min(...sizes)), size(Math.max(...sizes))])];
    return say`${ends.join(' to ')} ${metricName(metric)}`;
  });
  const observed = unseen.map((c) => view.format(c.metric).signed(c.estimate));
  const verb = wordFor(observed.length, 'one is', 'ones are');
  const seen =
    observed.length > MAX_OBSERVED
      ? ''
      : say`; the observed ${verb} ${enumerate(observed.map((text) => [text]))}`;
  return say`The smallest difference these runs can detect is ${enumerate(smallest)}${seen}.`;
}

function labels(view: View, comparisons: readonly Comparison[]): Phrase {
  return enumerate(firstNames(comparisons.map((comparison) => shortName(view, comparison))));
}

function withheld(view: View, open: readonly Comparison[]): Phrase {
  // The headline already gives this reason, and the next step names the test examples.
  const said = open.some(isMeasured) || view.result.verdict !== 'inconclusive' ? null : open[0]?.reason;
  const reasons = open.filter((one) => one.reason !== null && one.reason !== said && !isLimited(one));
  const unlikely = reasons.filter(wasGivenUp);
  if (unlikely.length > 1) {
    const others = reasons.filter((one) => !unlikely.includes(one));
    const early = say`${labels(view, unlikely)} stopped early: a verdict had become unlikely.`;
    return join([...reasonsOf(view, others), early], ' ');
  }
  return join(reasonsOf(view, reasons), ' ');
}

function reasonsOf(view: View, reasons: readonly Comparison[]): readonly Phrase[] {
  return reasons.slice(0, MAX_REASONS).map((comparison) => {
    const reason = comparison.reason ?? '';
    const end = reason.endsWith('?') ? '' : '.';
    const isOnly = view.primary.length === 1;
    if (isMeasured(comparison) && !isWithheld(comparison))
      return isOnly
        ? say`${prose(capitalised(reason))}${end}`
        : say`${shortName(view, comparison)}: ${prose(reason)}${end}`;
    const what = isMeasured(comparison) ? 'not called' : 'not compared';
    const head = isOnly ? say`${capitalised(what)}` : say`${shortName(view, comparison)} ${what}`;
    return say`${head}: ${prose(reason)}${end}`;
  });
}
