/** The sections with pictures. Those that need attention have a small one in the card of their check. */
import type { Metric } from '../../config/file/normalise.ts';
import { sharedInPairs, titleOfPairs } from '../content/pair-words.ts';
import { secondaryMetrics } from '../content/tables/secondary.ts';
import { everySeed } from '../content/tables/seeds.ts';
import { everyTask } from '../content/tables/tasks.ts';
import { blocksHtml, foldHtml } from '../html/blocks.ts';
import { byStrength, isMeasured, isOverRepeats, type View } from '../view.ts';
import { casesSection } from './cases.ts';
import { changesHtml } from './changes.ts';
import { calibrationPictures } from './charts/calibration.ts';
import { curvesPicture, isWarned } from './charts/curves.ts';
import { differencesPicture } from './charts/differences.ts';
import { looksPicture } from './charts/looks.ts';
import { precisionPictures } from './charts/precision.ts';
import { sensitivityPictures } from './charts/sensitivity.ts';
import { slicesPictures } from './charts/slices.ts';
import { slopesPicture } from './charts/slopes.ts';
import { taskForest } from './charts/task-forest.ts';
import { taskSeeds } from './charts/task-seeds.ts';
import { figureHtml, galleryHtml } from './figure.ts';
import type { Section } from './sections.ts';

const MAX_PICTURES = 12;
const MAX_METRICS = 6;

export function pictureSections(view: View): readonly Section[] {
  const comparisons = byStrength(view.primary.filter(isMeasured)).slice(0, MAX_PICTURES);
  const metrics = [
    ...view.primaryMetrics,
    ...view.result.metrics.filter((metric) => !view.primaryMetrics.includes(metric)),
  ];
  const differencesOf = (isShown: (metric: Metric) => boolean) =>
    metrics
      .slice(0, MAX_METRICS)
      .filter(isShown)
      .flatMap((metric) => differencesPicture(view, metric) ?? []);
  const isPrimary = ({ role }: Metric) => role === 'primary';
  const isGuarded = ({ name }: Metric) =>
    view.secondary.some(({ metric, guard }) => metric === name && guard !== undefined);
  const isOther = (metric: Metric) => !isPrimary(metric) && !isGuarded(metric);
  const shared = sharedInPairs(view);
  const areUnpaired = comparisons.every(({ pairing }) => pairing === 'none');
  // Another section is named "Task by task".
  const titleOfValues = shared === 'task' ? 'Values by task' : `${titleOfPairs(view)} by ${shared}`;
  const looks = comparisons.flatMap((one) => looksPicture(view, one) ?? []);
  const precision = comparisons.flatMap((one) => precisionPictures(view, one));
  const slopes = comparisons.flatMap((one) =>
    isOverRepeats(view, one.metric) ? [] : (slopesPicture(view, one) ?? []),
  );
  const curves = modelsByInterest(view).flatMap((model) => curvesPicture(view, model) ?? []);
  return [
    {
      id: 'differences',
      title: 'Difference',
      intro: notShown(metrics.length),
      content: differencesOf(isPrimary).map(figureHtml).join('\n') + galleryHtml(differencesOf(isGuarded)),
    },
    casesSection(view),
    {
      id: 'tasks',
      title: 'Task by task',
      content: tasksHtml(view),
    },
    {
      id: 'curves',
      title: 'Learning curves',
      intro: 'Overfitting: the validation loss rises while the training loss falls.',
      content: galleryHtml(curves.slice(0, MAX_PICTURES)),
      isFolded: true,
    },
    {
      id: 'examples',
      title: `Slices and ${view.words.example}s`,
      intro: `Where the models differ on the ${view.words.testSet}. The verdict does not depend on it.`,
      content: [
        galleryHtml(slicesPictures(view).slice(0, MAX_PICTURES)),
        changesHtml(view),
        galleryHtml(calibrationPictures(view).slice(0, MAX_PICTURES)),
      ].join(''),
      isFolded: true,
    },
    {
      id: 'sensitivity',
      title: 'Other settings',
      intro: 'The same comparison after a small change of one hyperparameter in both models.',
      content: galleryHtml(sensitivityPictures(view).slice(0, MAX_PICTURES)),
      isFolded: true,
    },
    {
      id: 'seeds',
      title: areUnpaired ? 'Run by run' : titleOfValues,
      content: galleryHtml(slopes, 'narrower') + blocksHtml(everySeed(view)),
      isFolded: true,
    },
    {
      id: 'secondary',
      title: 'Secondary metrics',
      content: galleryHtml(differencesOf(isOther)) + blocksHtml(secondaryMetrics(view)),
      isFolded: true,
    },
    {
      id: 'precision',
      title: 'Precision',
      content: galleryHtml([...looks, ...precision.slice(0, MAX_PICTURES)]),
      isFolded: true,
    },
  ];
}

const MAX_VARIANTS = 3;

function tasksHtml(view: View): string {
  if (view.result.tasks === undefined) return '';
  // Differences on other scales share no axis.
  const isOneScale = view.result.tasks.scale === 'metric';
  const clearest = byStrength(view.primary.filter(isMeasured)).slice(0, MAX_VARIANTS);
  const pictures = isOneScale
    ? clearest.flatMap((one) => [taskForest(view, one), taskSeeds(view, one)]).flatMap((one) => one ?? [])
    : [];
  const table = everyTask(view);
  return galleryHtml(pictures) + (table.length === 0 ? '' : foldHtml('Every task', blocksHtml(table)));
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
