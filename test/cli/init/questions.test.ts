import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { onTerminal } from '../../../src/cli/init/questions.ts';

function asked(...lines: readonly string[]) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let shown = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    // Each question ends so, and is answered by the next line.
    if (/\] $/.test(text)) input.write(`${lines[answered++] ?? ''}\n`);
  });
  let answered = 0;
  return { questions: onTerminal(input, output), shown: () => shown };
}

test('a choice is made by number or by name, and asked again until it is one', async () => {
  const { questions, shown } = asked('3', 'fit.py', '', '2');
  const choices = ['train.py', 'main.py'];
  // Neither the third of two nor a name that is not there; an empty line is the first.
  expect(await questions.choose('Which program?', choices)).toBe('train.py');
  expect(await questions.choose('Which program?', choices)).toBe('main.py');
  expect(shown().match(/Which program\?\n {2}1\. train\.py\n {2}2\. main\.py\nNumber: \[1\]/g)).toHaveLength(
    4,
  );
  questions.close();
});

test('one choice is no question', async () => {
  const { questions, shown } = asked();
  expect(await questions.choose('Which program?', ['train.py'])).toBe('train.py');
  expect(shown()).toBe('');
  questions.close();
});

test.each([
  ['y', true],
  ['yes', true],
  ['', false],
  ['yesterday', false],
])('%j to "run it?" is %s', async (line, answer) => {
  const { questions } = asked(line);
  expect(await questions.confirm('Run it?')).toBe(answer);
  questions.close();
});

test('what is typed counts, an empty line is the default', async () => {
  const { questions } = asked('  f1 ', '');
  expect(await questions.ask('Which metric?', 'accuracy')).toBe('f1');
  expect(await questions.ask('Which metric?', 'accuracy')).toBe('accuracy');
  questions.close();
});
