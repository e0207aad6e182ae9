import { plural } from '../../../words/plural.ts';
import { type Block, list } from '../../document.ts';
import { metricName } from '../../format/metric-name.ts';
import { code, codes, enumerate, type Phrase, prose, say } from '../../phrase.ts';
import type { View } from '../../view.ts';

const MAX_VALUES = 20;
const MAX_NAMES = 10;
const MAX_WARNINGS = 10;

type Sources = NonNullable<View['result']['sources']>;

export function sources({ result }: View): readonly Block[] {
  if (result.sources === undefined) return [];
  const { values, unused, warnings } = result.sources;
  const models = result.models.length;
  return list([
    ...values.slice(0, MAX_VALUES).map((value) => valueLine(value, models)),
    ...unused.map(unusedLine),
    ...warnings.slice(0, MAX_WARNINGS).map(warningLine),
  ]);
}

/** `accuracy: test, last of 20 epochs, metrics.json`. */
function valueLine(
  { metric, split, file, key, at, of, selected, models, runs }: Sources['values'][number],
  all: number,
): Phrase {
  const how = {
    stated: say`stated as final`,
    last: of === undefined ? say`the only value` : say`last of ${of} epochs`,
    best: of === undefined ? say`the only value` : say`the best of ${of} values`,
    'best-validation':
      of === undefined
        ? say`at the best epoch by validation`
        : say`at the best of ${of} epochs by validation`,
    computed: say`computed from the predictions`,
  }[at];
  const name = at === 'computed' || key === metric ? '' : say`, as ${code(key)}`;
  const chosen = selected === undefined ? '' : ', selected by the program';
  const who = models.length === all ? '' : say` (${enumerate(codes(models))}, ${plural(runs, 'run')})`;
  return say`${metricName(metric)}: ${split}, ${how}, ${code(file)}${name}${chosen}${who}`;
}

function unusedLine({ split, names }: Sources['unused'][number]): Phrase {
  const shown = codes(names.slice(0, MAX_NAMES));
  const more = names.length > MAX_NAMES ? [say`${names.length - MAX_NAMES} more`] : [];
  return say`Found but not compared, ${split}: ${enumerate([...shown, ...more])}`;
}

function warningLine({ model, message, runs }: Sources['warnings'][number]): Phrase {
  return say`${code(model)}, ${plural(runs, 'run')}: ${prose(message)}`;
}
