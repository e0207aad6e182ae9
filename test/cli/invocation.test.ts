import { join } from 'node:path';
import { expect, test } from 'vitest';
import { invocation } from '../../src/cli/invocation.ts';
import { PACKAGE } from '../../src/version.ts';

test.each([
  ['installed', {}, '/usr/local/bin/conclusive', 'conclusive'],
  ['by npx', { npm_command: 'exec' }, '/home/me/.npm/_npx/1/node_modules/.bin/conclusive', /^npx /],
  ['in a clone, from its folder', {}, join(process.cwd(), 'dist/cli.js'), 'node dist/cli.js'],
  ['in a clone, from elsewhere', {}, '/o/my clone/dist/cli.js', "node '/o/my clone/dist/cli.js'"],
  ['on Windows', {}, `C:\\npm\\node_modules\\${PACKAGE}\\dist\\cli.js`, 'conclusive'],
])('what is typed to call it again: %s', (_, environment, script, typed) => {
  expect(invocation(environment, script)).toEqual(
    typeof typed === 'string' ? typed : expect.stringMatching(typed),
  );
});
