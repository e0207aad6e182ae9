import { markdownTable } from 'markdown-table';
import { type Figure, type Figures, isBusy, misses, ratioOf, type Series, type Sitting } from './figures.ts';

/** Explains a gap to the target, by prefix of the figure's name. */
const BETWEEN: ReadonlyArray<readonly [string, string]> = [
  [
    'training step',
    'WebAssembly multiplies matrices more slowly than OpenBLAS ([embedded backend](decisions/embedded-backend.md)).',
  ],
  [
    'a run of gloss, bag',
    'JavaScript reads and encodes the glosses, steps run in full until they are recorded, and predictions are written.',
  ],
  ['gloss to its verdict', 'all cores train, while the program reads runs and judges looks.'],
  [
    'command trainer',
    'Conclusive reads config and code before the first run, makes work trees and reads results between the runs, and judges after the last.',
  ],
  [
    'gloss: start of the command',
    'Node reads dist and the config, and lists the files of the experiment, before a training process starts.',
  ],
  [
    'gloss: start of a training process',
    'the process loads Node and TensorFlow.js, reads the data, checks the model, and compiles the first step.',
  ],
  ['gloss: memory', 'one process holds Node, TensorFlow.js, the data and the largest step.'],
  [
    'dist',
    'most of it is TensorFlow.js, the loader of TypeScript, and the library for the pictures of the report.',
  ],
  ['gloss: wall time', 'the command starts, ends, reads runs and judges looks, while fewer runs train.'],
];

export function renderPage({ compare, ...figures }: Figures): string {
  const parts = Object.values(figures);
  const judged = parts.filter(({ load }) => !isBusy(load)).flatMap((part) => part.figures);
  const missed = judged.filter(misses);
  return `# Performance

The cost of training here and in PyTorch. \`npm run bench\` makes this page
([bench/performance.ts](../../bench/performance.ts)); \`npm run bench -- --parts step,run\` measures these parts again. Both sides of a
row are measured in one sitting, on one thread each, from the same weights on the same batches. The benchmark stops if losses or results disagree. Below 1,
Conclusive is faster. The measurements ran under ${nodesOf(parts)}.

${table(parts)}

(CPU): CPU time of the whole process; other times are elapsed. The script trains all runs in one process: it loads Python, PyTorch and the data once. With
the command trainer, both sides take turns, and a row has the two neighbours with the median ratio.${judgement(parts, judged)}
${between(missed)}
## Growth

${parts
  .flatMap(({ series }) => series)
  .map(renderSeries)
  .join('\n\n')}

## Compare

The cost of \`conclusive compare\` for tables of results ([bench/compare.ts](../../bench/compare.ts)).

${compare === undefined ? '' : compareTable(compare)}

## Machine and versions

${machines(compare === undefined ? figures : { ...figures, compare })}

Figures of a busy machine are not compared with the wanted ones.
`;
}

function compareTable({ load, figures }: Sitting): string {
  const rows = figures.map((figure) => [
    figure.name,
    value(figure.here, figure.unit),
    wantedOf(figure, isBusy(load)),
  ]);
  return markdownTable([['', 'Conclusive', 'wanted'], ...rows], { align: ['l', 'r', 'l'] });
}

export function renderLine(figures: Figures): string {
  const { load = 0, machine = '', figures: [figure] = [] } = figures.verdict ?? {};
  if (figure?.beside === undefined) throw new Error('the part "verdict" has not been measured');
  if (isBusy(load))
    return 'The machine was busy when the speed was measured, so no figure is shown here ([performance](docs/contributing/performance.md)).';
  const { name, here, unit, beside } = figure;
  const [, seeds, runs] = /(\d+) seeds \((\d+) runs\)/.exec(name) ?? [];
  const [cores] = machine.split(' ');
  const ours = `its verdict takes ${runs} runs and ${value(here, unit)} on ${cores} cores`;
  return `With up to ${seeds} seeds, ${ours}; a PyTorch script needs ${value(beside.value, unit)} for them ([performance](docs/contributing/performance.md)).`;
}

function nodesOf(parts: readonly Sitting[]): string {
  const nodes = parts.flatMap(({ versions }) => /^Node [\d.]+/.exec(versions) ?? []);
  return [...new Set(nodes)].join(' and ');
}

function judgement(parts: readonly Sitting[], judged: readonly Figure[]): string {
  const wanted = judged.filter((figure) => figure.wanted !== undefined);
  const missed = wanted.filter(misses);
  const busy = parts.some(({ load }) => isBusy(load))
    ? ' If the machine was busy, the last column says so, and nothing is judged.'
    : '';
  if (wanted.length === 0) return busy;
  if (missed.length === 0) return `${busy} All wanted figures are reached.`;
  return `${busy} ${missed.length} of ${wanted.length} wanted figures are not reached (❌). The reasons:`;
}

function table(parts: readonly Sitting[]): string {
  const rows = parts.flatMap(({ load, figures }) => {
    const keyOf = ({ name, here, unit }: Figure) => `${name}: ${value(here, unit)}`;
    const keys = figures.map(keyOf);
    const together = figures.toSorted((a, b) => keys.indexOf(keyOf(a)) - keys.indexOf(keyOf(b)));
    return together.map((figure, index) => {
      const previous = together[index - 1];
      const isNamed = previous !== undefined && keyOf(previous) === keyOf(figure);
      return [
        isNamed ? '' : figure.name,
        isNamed ? '' : value(figure.here, figure.unit),
        figure.beside === undefined
          ? ''
          : `${figure.beside.name}: ${value(figure.beside.value, figure.unit)}`,
        ratio(figure),
        wantedOf(figure, isBusy(load)),
      ];
    });
  });
  return markdownTable([['', 'Conclusive', 'other side', 'ratio', 'wanted'], ...rows], {
    align: ['l', 'r', 'r', 'r', 'l'],
  });
}

function wantedOf(figure: Figure, isBusy: boolean): string {
  if (figure.wanted === undefined) return '';
  const sign = isBusy ? 'busy:' : misses(figure) ? '❌' : '✅';
  return `${sign} ≤ ${figure.beside === undefined ? value(figure.wanted, figure.unit) : figure.wanted}`;
}

function between(missed: readonly Figure[]): string {
  const silent = missed.find(({ name }) => !BETWEEN.some(([start]) => name.startsWith(start)));
  if (silent !== undefined) throw new Error(`BETWEEN does not say what stands between: ${silent.name}`);
  const lines = BETWEEN.filter(([start]) => missed.some(({ name }) => name.startsWith(start)));
  return lines.length === 0 ? '' : `\n${lines.map(([start, text]) => `- *${start}*: ${text}`).join('\n')}\n`;
}

function renderSeries({ name, columns, points }: Series): string {
  return markdownTable(
    [
      [name, ...columns.map((column) => column.name)],
      ...points.map(({ at, values }) => [
        at,
        ...values.map((one, index) => value(one, columns[index]?.unit ?? 's')),
      ]),
    ],
    { align: ['l', ...columns.map(() => 'r')] },
  );
}

function ratio(figure: Figure): string {
  return ratioOf(figure)?.toFixed(2) ?? '';
}

function value(number: number, unit: Figure['unit']): string {
  return `${(number < 1000 ? number.toPrecision(3) : String(Math.round(number)))
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')} ${unit}`;
}

function machines(figures: Figures): string {
  const rows = new Map<string, { parts: string[]; sitting: Sitting }>();
  for (const [name, sitting] of Object.entries(figures)) {
    const key = [sitting.day, sitting.machine, sitting.versions, load(sitting)].join();
    const row = rows.get(key) ?? { parts: [], sitting };
    row.parts.push(name);
    rows.set(key, row);
  }
  return markdownTable([
    ['Parts', 'Day', 'Machine', 'Versions', 'Load before'],
    ...[...rows.values()].map(({ parts, sitting }) => [
      parts.join(', '),
      sitting.day,
      sitting.machine,
      sitting.versions,
      load(sitting),
    ]),
  ]);
}

function load(sitting: Sitting): string {
  return `${sitting.load.toFixed(1)}${isBusy(sitting.load) ? ' (busy)' : ''}`;
}
