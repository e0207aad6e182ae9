import { expect, test } from 'vitest';
import { UserError } from '../../src/config/user-error.ts';
import { compareFiles } from './compare-files.ts';

const ROWS = [1, 2, 3].flatMap((seed) => [
  `adam,${seed},0.${seed},${seed}.5`,
  `sgd main,${seed},0.${(7 * seed) % 9},${seed}.7`,
]);

async function message(text: string, options: Parameters<typeof compareFiles>[1]): Promise<string> {
  const error = await compareFiles(
    { 'a.csv': text },
    { baseline: undefined, directions: [], ...options },
  ).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  return (error as Error).message.replaceAll(/\S+a\.csv/g, 'a.csv');
}

test('everything that is missing is asked for at once, with the call filled in', async () => {
  expect(await message(`method,seed,quality,wealth\n${ROWS.join('\n')}\n`, {})).toBe(
    [
      '3 options are missing:',
      '  --baseline   the model that the others are compared with: "adam", "sgd main"',
      '  --metric     the metric that decides: "quality", "wealth"',
      '  --direction  which way "quality" is better: maximize or minimize',
      'Correct the guesses in this command and run it:',
      "  conclusive compare a.csv --baseline 'sgd main' --metric quality --direction quality=maximize",
    ].join('\n'),
  );
});

test('what the call says already stays in it', async () => {
  const options = { metrics: ['wealth'], failOn: ['never'], alpha: 0.01, program: 'npx it' };
  expect(await message(`model,seed,quality,wealth\n${ROWS.join('\n')}\n`, options)).toContain(
    "  npx it compare a.csv --baseline 'sgd main' --metric wealth --direction wealth=maximize --alpha 0.01 --fail-on never",
  );
});

test('the call that is printed works as it stands', async () => {
  const text = `optimizer,seed,quality,wealth\n${ROWS.join('\n')}\n`;
  const { comparisons } = await compareFiles(
    { 'a.csv': text },
    {
      ...{ modelColumn: 'optimizer', baseline: 'sgd main', metrics: ['quality'] },
      directions: [{ metric: 'quality', value: 'maximize' }],
    },
  );
  expect(comparisons).toMatchObject([{ variant: 'adam', pairing: 'seed', candidate: { n: 3 } }]);
});

test('what goes wrong after a guess is not what is told', async () => {
  const text = 'model,seed,x\nadam,1,1\nadam,1,2\nsgd,1,3\nsgd,2,4\n';
  expect(await message(text, {})).toContain('--baseline adam');
});
