import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { type PrintOptions, printReport } from '../../src/cli/print-report.ts';

function printed(options: PrintOptions, isTTY: boolean, markdown: string | null = 'MARKDOWN') {
  const stream = () =>
    Object.assign(new PassThrough(), {
      isTTY,
      columns: 70,
      hasColors: () => true,
    }) as unknown as NodeJS.WriteStream;
  const streams = {
    stdout: stream() as NodeJS.Process['stdout'],
    stderr: stream() as NodeJS.Process['stderr'],
  };
  const short = ({ columns, colour }: { columns?: number | undefined; colour?: boolean }) =>
    `short ${columns} ${colour}\n`;
  printReport({ json: 'JSON\n', markdown, short, where: 'over there' }, options, streams);
  return [streams.stdout, streams.stderr].map((one) => String((one as unknown as PassThrough).read() ?? ''));
}

test('a terminal gets the short report once, as wide and as coloured as it is', () => {
  expect(printed({}, true)).toEqual(['short 70 true\n', '\nover there\n']);
});

test('a pipe gets the whole, and the short one stands beside it without colour', () => {
  expect(printed({}, false)).toEqual(['MARKDOWN\n', '\nshort undefined undefined\n\nover there\n']);
});

test('what is asked for comes before what the terminal would get', () => {
  expect(printed({ markdown: true }, true)[0]).toBe('MARKDOWN\n');
  expect(printed({ json: true, markdown: true }, true)[0]).toBe('JSON\n');
});

test('who wants it quiet gets one form, and nothing beside it', () => {
  expect(printed({ quiet: true }, true)).toEqual(['short 70 true\n', '']);
  expect(printed({ quiet: true }, false)).toEqual(['MARKDOWN\n', '']);
});

test('where there is no long form a pipe gets the short one', () => {
  expect(printed({ quiet: true }, false, null)[0]).toBe('short undefined undefined\n');
});
