/**
 * The loss chart for GitHub's mermaid. It holds numbers and this program's own words alone: names stand in the legend
 * line under it, since mermaid draws none and would need an escape of its own.
 */
import type { LossChart, LossLine } from '../content/charts/loss-chart.ts';

const COLOURS: Readonly<Record<LossLine['arm'], Readonly<Record<LossLine['split'], string>>>> = {
  baseline: { training: '#8c959f', validation: '#57606a' },
  variant: { training: '#54aeff', validation: '#0969da' },
};

export function mermaidChart({ title, epochs, lines, low, high }: LossChart): string {
  const palette = lines.map(({ arm, split }) => COLOURS[arm][split]).join(', ');
  return [
    '```mermaid',
    '---',
    'config:',
    '  xyChart:',
    '    width: 640',
    '    height: 260',
    '  themeVariables:',
    '    xyChart:',
    `      plotColorPalette: "${palette}"`,
    '---',
    'xychart-beta',
    `  title "${title}"`,
    `  x-axis "epoch" [${epochs.map(decimal).join(', ')}]`,
    `  y-axis "loss" ${decimal(low)} --> ${decimal(high)}`,
    ...lines.map(({ values }) => `  line [${values.map(decimal).join(', ')}]`),
    '```',
  ].join('\n');
}

/** Four significant digits without an exponent, which mermaid's grammar does not know. */
function decimal(value: number): string {
  const digits = value === 0 ? 0 : Math.min(12, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value)))));
  const text = value.toFixed(digits);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}
