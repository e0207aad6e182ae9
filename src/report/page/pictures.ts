/** The sections with pictures, in the order of a reader's questions. */
import { sharedInPairs, titleOfPairs } from '../content/pair-words.ts';
import { everyTask } from '../content/tables/tasks.ts';
import { blocksHtml, foldHtml } from '../html/blocks.ts';
import { byStrength, isMeasured, type View } from '../view.ts';
import { changesHtml } from './changes.ts';
import { calibrationPictures } from './charts/calibration.ts';
import { criticalDifference } from './charts/critical-difference.ts';
import { curvesPicture, isWarned } from './charts/curves.ts';
import { differencesPicture } from './charts/differences.ts';
import { looksPicture } from './charts/looks.ts';
import { performanceProfile } from './charts/performance-profile.ts';
import { precisionPictures } from './charts/precision.ts';
import { sensitivityPictures } from './charts/sensitivity.ts';
import { slicesPictures } from './charts/slices.ts';
import { slopesPicture } from './charts/slopes.ts';
import { taskForest } from './charts/task-forest.ts';
import { taskSeeds } from './charts/task-seeds.ts';
import { figureHtml, galleryHtml } from './figure.ts';

export interface Section {
  readonly id: string;
  /** Trusted words, like `intro`. */
  readonly title: string;
  readonly intro: string;
  readonly content: string;
  /** Whether nothing in it needs attention. */
  readonly isFolded?: boolean;
}

const MAX_PICTURES = 12;
const MAX_METRICS = 6;

export function pictureSections(view: View): readonly Section[] {
  const comparisons = byStrength(view.primary.filter(isMeasured)).slice(0, MAX_PICTURES);
  const metrics = [
    ...view.primaryMetrics,
    ...view.result.metrics.filter((metric) => !view.primaryMetrics.includes(metric)),
  ];
  const differencesOf = (role: 'primary' | 'secondary') =>
    metrics
      .slice(0, MAX_METRICS)
      .filter((metric) => metric.role === role)
      .flatMap((metric) => differencesPicture(view, metric) ?? []);
  const shared = sharedInPairs(view);
  const areUnpaired = comparisons.every(({ pairing }) => pairing === 'none');
  const looks = comparisons.flatMap((one) => looksPicture(view, one) ?? []);
  const precision = comparisons.flatMap((one) => precisionPictures(view, one));
  const slopes = comparisons.flatMap((one) => slopesPicture(view, one) ?? []);
  const curves = modelsByInterest(view).flatMap((model) => curvesPicture(view, model) ?? []);
  return [
    {
      id: 'differences',
      title: 'Difference to the baseline',
      intro: notShown(metrics.length),
      content: differencesOf('primary').map(figureHtml).join('\n') + galleryHtml(differencesOf('secondary')),
    },
    {
      id: 'tasks',
      title: 'Task by task',
      intro: '',
      content: tasksHtml(view),
    },
    {
      id: 'seeds',
      title: areUnpaired ? 'Run by run' : `${titleOfPairs(view)} by ${shared}`,
      intro: areUnpaired
        ? 'The runs of the baseline and of the variant.'
        : `One line per ${shared}, from the baseline to the variant.`,
      content: galleryHtml(slopes, 'narrower'),
      isFolded: true,
    },
    {
      id: 'curves',
      title: 'Learning curves',
      intro:
        'Dashed: training loss. Solid: validation loss. A validation loss that rises while the training loss falls is overfitting.',
      content: galleryHtml(curves.slice(0, MAX_PICTURES)),
      isFolded: !view.result.models.some(({ name }) => isWarned(view, name)),
    },
    {
      id: 'precision',
      title: 'Precision',
      intro: `${looks.length > 0 ? 'The evidence at each look against its boundary, and how' : 'How'} wide the interval would be with more ${shared}s${shared === 'task' ? '' : ' or more test examples'}.`,
      content: galleryHtml([...looks, ...precision.slice(0, MAX_PICTURES)]),
      isFolded: view.result.verdict !== 'inconclusive',
    },
    {
      id: 'examples',
      title: 'Slices and examples',
      intro:
        'Where on the test set the models differ, and how sure they are. These are descriptions and decide nothing.',
      content: [
        galleryHtml(slicesPictures(view).slice(0, MAX_PICTURES)),
        changesHtml(view),
        galleryHtml(calibrationPictures(view).slice(0, MAX_PICTURES)),
      ].join(''),
      isFolded: !isAlarming(view, 'slices/'),
    },
    {
      id: 'sensitivity',
      title: 'Other settings',
      intro: 'The same comparison with one hyperparameter a little off in both models.',
      content: galleryHtml(sensitivityPictures(view).slice(0, MAX_PICTURES)),
      isFolded: !isAlarming(view, 'sensitivity'),
    },
  ].filter(({ content }) => content !== '');
}

const MAX_VARIANTS = 3;

function tasksHtml(view: View): string {
  const clearest = byStrength(view.primary.filter(isMeasured)).slice(0, MAX_VARIANTS);
  const pictures = [
    ...clearest.flatMap((one) => [taskForest(view, one), taskSeeds(view, one)]),
    performanceProfile(view),
    criticalDifference(view),
  ].flatMap((picture) => picture ?? []);
  const table = everyTask(view);
  return galleryHtml(pictures) + (table.length === 0 ? '' : foldHtml('Every task', blocksHtml(table)));
}

function isAlarming({ result }: View, topic: string): boolean {
  return result.checks.some(
    ({ id, status }) => id.startsWith(topic) && (status === 'warn' || status === 'fail'),
  );
}

function notShown(metrics: number): string {
  const hidden = metrics - MAX_METRICS;
  return hidden > 0 ? `${hidden} more metrics are in the tables.` : '';
}

/** Models with a warning about their curves first, the baseline last. */
function modelsByInterest(view: View): readonly string[] {
  const rank = (name: string) => (isWarned(view, name) ? 0 : name === view.baseline?.name ? 2 : 1);
  return view.result.models.map(({ name }) => name).sort((a, b) => rank(a) - rank(b));
}
