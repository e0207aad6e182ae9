import { expect, test } from 'vitest';
import { withNames } from '../../scripts/names.ts';
import { ACTION, PACKAGE, REPOSITORY, SCHEMA_URL, VERSION } from '../../src/version.ts';

test.each([
  ['      - uses: other/thing@v0.0.9 # a release', `      - uses: ${ACTION} # a release`],
  ['        uses: other/thing@v2.0.0-rc.1', `        uses: ${ACTION}`],
  [
    '    uses: other/thing/.github/workflows/conclusive-waves.yml@v0.0.9',
    `    uses: ${REPOSITORY}/.github/workflows/conclusive-waves.yml@v${VERSION}`,
  ],
  [
    '# $schema=https://raw.githubusercontent.com/other/thing/v3.2.1/schema/conclusive.schema.json',
    `# $schema=${SCHEMA_URL}`,
  ],
  [
    'git ls-remote https://github.com/other/thing v1.2.3',
    `git ls-remote https://github.com/${REPOSITORY} v${VERSION}`,
  ],
  ['the command of the package `@other/thing`,', `the command of the package \`${PACKAGE}\`,`],
  ['`npm install --global ./thing`', `\`npm install --global ./${REPOSITORY.split('/')[1]}\``],
  ['npx @other/thing doctor', `npx ${PACKAGE} doctor`],
  ['`npx thing run --dry-run`', `\`npx ${PACKAGE} run --dry-run\``],
  [
    "import type { Context, Dataset } from '@other/thing'; // types",
    `import type { Context, Dataset } from '${PACKAGE}'; // types`,
  ],
])('%s takes its name from package.json', (text, named) => {
  expect(withNames(text)).toBe(named);
});

test.each([
  `      - uses: actions/checkout@${'1'.repeat(40)} # v7.0.1`,
  '      - uses: ./.github/actions/own',
  'npm install --global promptfoo@0.123.1',
  'npx vitest run --project quick',
  'npx jiti scripts/tune.ts',
  "import type { Context } from './module.ts';",
  "import { Context } from 'elsewhere';",
  'https://github.com/tensorflow/tfjs/issues/8609',
])('%s names something else, and stays', (text) => {
  expect(withNames(text)).toBe(text);
});
