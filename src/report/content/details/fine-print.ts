import { NBSP } from '../../../words/number.ts';
import { type Block, small } from '../../document.ts';
import { code, join, type Phrase, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { stillOpen } from '../headline/still-open.ts';
import { measuredOn } from '../notices.ts';
import { guardLine } from '../tables/guards.ts';
import { stopping } from './method.ts';

export function finePrint(view: View): readonly Block[] {
  return small(
    join(
      [
        measuredOn(view, 'validation'),
        stillOpen(view),
        pickedOfSeveral(view),
        enlarged(view),
        guardLine(view),
        stopping(view),
      ],
      ' ',
    ),
  );
}

/** docs/contributing/decisions/one-interval.md says how much. */
function pickedOfSeveral({ lead, variants, result }: View): Phrase {
  if (result.verdict !== 'improvement' || variants.length < 2 || lead === null || !isMeasured(lead))
    return [];
  return say`${code(lead.variant)} was chosen among ${variants.length} variants by these results, so expect slightly less than its estimate. Its interval accounts for the choice.`;
}

/** Below this share, the estimate is as good as its correction. */
const FEW_PERCENT = 2;

/** How much the verdict itself enlarges the estimate, on average. */
function enlarged(view: View): Phrase {
  const { lead, words } = view;
  if (lead === null || !isMeasured(lead) || lead.corrected === undefined) return [];
  const { metric, estimate, corrected } = lead;
  const percent = Math.round(100 * (1 - corrected / estimate));
  if (percent < FEW_PERCENT) return [];
  const { signed } = view.format(metric);
  const size = signed(corrected) === signed(estimate) ? '' : ` (${signed(corrected)})`;
  const truth =
    corrected === 0
      ? say`with this design they average ${signed(estimate)} even if the true difference is almost zero`
      : say`with this design they average ${signed(estimate)} if the true difference is ${percent}${NBSP}% smaller${size}`;
  return say`Estimates that reach a verdict are often too large: ${truth}. A second run on new ${words.seed}s shows the true size; ${code('conclusive plan')} shows its cost.`;
}
