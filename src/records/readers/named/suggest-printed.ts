/** Suggests the line of config that reads a metric from what was printed, after trying it. */
import { areEqual } from './key-path.ts';
import { groupFor, pointsMatching, printedLines, quotePattern, quoteText } from './printed.ts';
import { wholeNumberAt } from './printed-number.ts';

const MAX_LOOKED_AT_CHARS = 200_000;
const MAX_SHOWN = 3;
const MAX_SHOWN_CHARS = 100;

/** `Epoch 3/10`, `step=40`: which one a line is of. */
const AXIS =
  /\b(?:epoch|ep|(?:global[_ ])?step|iter(?:ation)?)\b\W{0,3}\d+(?:\.\d+)?(?:\s?(?:\/|of)\s?\d+)?/gi;
const CLOCK = /\d{4}-\d\d-\d\d|\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?/g;
/** A line with such a word is of something else than the result. */
const OTHER =
  /(?<![a-z])(?:train(?:ing)?|baseline|teacher|ema|best|fold|seed|run|rank|repeat|trial|model|class|std|stdev|se|stderr|var|ci|lower|upper|mean|avg|top|target|threshold|delta|diff|gain|improvement)(?![a-z])/i;
/** Names that lead to no other metric: `Test accuracy`, but not `Balanced accuracy`. */
const MAY_LEAD = /^(?:(?:final|overall|the|test|eval|evaluation|validation|val|dev)\s+)*$/i;

interface Place {
  readonly line: string;
  readonly start: number;
  readonly numberAt: number;
  readonly digits: string;
}

/** @returns a clause with the config, or with the lines that have the name; null if none has */
export function suggestPrinted(metric: string, printed: string): string | null {
  const places = [...printedLines(printed.slice(-MAX_LOOKED_AT_CHARS))].flatMap((line) =>
    placesIn(line, metric),
  );
  const last = places.at(-1);
  if (last === undefined) return null;
  const suggestion = suggestionFor(metric, places, last, printed);
  if (suggestion !== null) return suggestion;
  const lines = [...new Set(places.map(({ line }) => JSON.stringify(line.slice(0, MAX_SHOWN_CHARS))))];
  const more = lines.length > MAX_SHOWN ? ', …' : '';
  return `${metric} stands in ${lines.slice(0, MAX_SHOWN).join(', ')}${more}; print the result on a line of its own, as "${metric}: …"`;
}

/** Where the name stands before a number. */
function placesIn(line: string, metric: string): readonly Place[] {
  const name = new RegExp(
    `(?<![\\w.-])${quoteText(metric.replaceAll('_', ' ')).replaceAll(String.raw`\s+`, '[ _-]')}["']?(?:\\s*[:=|]\\s*|\\s+)(?=[-+]?\\.?\\d)`,
    'gi',
  );
  return [...line.matchAll(name)].map((match) => {
    const numberAt = match.index + match[0].length;
    const [digits = ''] = /^[-+]?[\d.]+/.exec(line.slice(numberAt)) ?? [];
    const whole = wholeNumberAt(line, numberAt, numberAt + digits.length);
    return { line, start: match.index, numberAt, digits: whole };
  });
}

/** Only if all lines are alike, but for an epoch and the values of other names. */
function suggestionFor(
  metric: string,
  places: readonly Place[],
  { line, start, numberAt, digits }: Place,
  printed: string,
): string | null {
  const words = /[^,;:|()[\]{}=]*$/.exec(line.slice(0, start))?.[0] ?? '';
  const isResult = places.every(({ line }) => !OTHER.test(line)) && MAY_LEAD.test(words.trimStart());
  if (!isResult || new Set(places.map(shapeOf)).size > 1) return null;
  const pattern = `${quoteText(line.slice(start, numberAt))}${groupFor(digits)}`;
  const { points, problem } = pointsMatching(pattern, printed);
  const value = points.at(-1)?.value;
  if (problem !== null || value === undefined || points.length !== places.length) return null;
  const take = areEqual(points) ? '' : ', take: last';
  return `to read it, write in the config: metrics: [{ name: ${metric}, from: { ${quotePattern(pattern)}${take} } }], which reads ${value} here`;
}

function shapeOf({ line, start, numberAt, digits }: Place): string {
  const around = `${line.slice(0, start)}#${line.slice(numberAt + digits.length)}`;
  return around
    .replaceAll(AXIS, 'axis')
    .replaceAll(CLOCK, 'clock')
    .replaceAll(/([:=]\s*)[-+\d.,e%]+/gi, '$1#')
    .replaceAll(/\(\s*[\d.]+\s?%\s*\)/g, '(#%)');
}
