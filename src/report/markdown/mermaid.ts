/** The loss chart for mermaid. It holds no names, so all of its text is trusted. */
import type { LossChart } from '../content/charts/loss-chart.ts';

/** The hues of the squares in the legend. */
const LINE_COLOURS = ['#2f81f7', '#db6d28', '#a371f7'] as const;
const BAR_COLOUR = '#7d859055';
/** Mermaid labels every point of a list; more labels would overlap. */
const MAX_LABELS = 20;

/** Lower charts need smaller labels. */
const ROOMY = 230;

export function mermaidChart({ title, height, epochs, best, lines, low, high }: LossChart): string {
  const colours = lines.map(({ colour }) => LINE_COLOURS[colour] ?? LINE_COLOURS[0]);
  const palette = [...(best === null ? [] : [BAR_COLOUR]), ...colours].join(', ');
  const [first = 0, last = 0] = [epochs[0], epochs.at(-1)];
  const axis =
    epochs.length > MAX_LABELS
      ? `${decimal(first)} --> ${decimal(last)}`
      : `[${epochs.map(decimal).join(', ')}]`;
  return [
    '```mermaid',
    '---',
    'config:',
    '  xyChart:',
    '    width: 740',
    `    height: ${height}`,
    '    titleFontSize: 16',
    ...(height < ROOMY ? ['    titlePadding: 2'] : []),
    '    xAxis:',
    '      labelFontSize: 12',
    '      titleFontSize: 13',
    '    yAxis:',
    `      labelFontSize: ${height < ROOMY ? 8 : 10}`,
    '      titleFontSize: 13',
    '  themeVariables:',
    '    xyChart:',
    '      backgroundColor: "transparent"',
    `      plotColorPalette: "${palette}"`,
    '---',
    'xychart-beta',
    ...(title === null ? [] : [`  title "${title}"`]),
    `  x-axis ${title === null ? '' : '"epoch" '}${axis}`,
    `  y-axis ${title === null ? '' : '"loss" '}${decimal(low)} --> ${decimal(high)}`,
    // The bar comes first, so that the lines are drawn over it.
    ...(best === null
      ? []
      : [`  bar [${epochs.map((_, at) => decimal(at === best ? high : low)).join(', ')}]`]),
    ...lines.map(({ values }) => `  line [${values.map(decimal).join(', ')}]`),
    '```',
  ].join('\n');
}

/** Mermaid's grammar has no exponents. */
function decimal(value: number): string {
  const digits = value === 0 ? 0 : Math.min(12, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value)))));
  const text = value.toFixed(digits);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}
