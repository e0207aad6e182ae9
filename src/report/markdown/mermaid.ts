/** The loss chart for mermaid. It holds no names, so all of its text is trusted. */
import type { LossChart, LossLine } from '../content/charts/loss-chart.ts';

/** The baseline's, then those of `VARIANT_COLOURS`. Half transparent colours look paler on white and on black. */
const COLOURS = ['#7d8590', '#2f81f7', '#db6d28', '#a371f7'] as const;
const PALE = '73';

/** Lower charts need smaller labels. */
const ROOMY = 230;

export function mermaidChart({ title, height, epochs, lines, low, high }: LossChart): string {
  const palette = lines.map(colourOf).join(', ');
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
    `  x-axis ${title === null ? '' : '"epoch" '}[${epochs.map(decimal).join(', ')}]`,
    `  y-axis ${title === null ? '' : '"loss" '}${decimal(low)} --> ${decimal(high)}`,
    ...lines.map(({ values }) => `  line [${values.map(decimal).join(', ')}]`),
    '```',
  ].join('\n');
}

function colourOf({ model, split }: LossLine): string {
  return `${COLOURS[model] ?? COLOURS[0]}${split === 'training' ? PALE : ''}`;
}

/** Mermaid's grammar has no exponents. */
function decimal(value: number): string {
  const digits = value === 0 ? 0 : Math.min(12, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value)))));
  const text = value.toFixed(digits);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}
