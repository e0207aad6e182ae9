import type { KnipConfig } from 'knip';

/**
 * `npm run check` runs knip twice. Over everything: an export that no other file imports fails. With `--production`,
 * which follows the entries and files marked `!` alone: what only tests and benchmarks use fails too, as it has no user
 * in the program. A part that its own file uses may be exported for its test.
 */
export default ({ production = false }: { readonly production?: boolean }): KnipConfig => ({
  workspaces: {
    '.': {
      entry: [
        'src/{action,cli}/main.ts!',
        'src/train/reading/main.ts!',
        'bench/*.ts',
        'bench/performance/text-model.ts',
        'fixtures/*/make-*.{mjs,ts}',
        'scripts/tune.ts',
        'fixtures/*/{model,pitfalls}.ts',
        'test/**/*.test.ts',
        'test/forge/gitea.ts',
        'test/support/loopback-github/slice-openapi.js',
        'test/system/action/support/repository/train.mjs',
        'test/system/support/warm-cli.mjs',
      ],
      project: [
        'src/**/*.ts!',
        'test/**/*.{ts,js,mjs}',
        'bench/**/*.ts',
        'scripts/**/*.ts',
        'fixtures/*/*.{ts,mjs}',
      ],
      ignoreDependencies: ['@types/shell-quote', 'yaml-language-server'],
    },
    'packages/tfjs-trainer': {
      entry: [
        '{bin,index,pack}.js!',
        'src/{index,worker/main}.ts!',
        'src/kernels/assembly/{index,products}.ts!',
        'bench/*.ts',
        'test/**/*.test.ts',
      ],
      project: ['*.js!', 'src/**/*.ts!', 'test/**/*.ts', 'bench/**/*.ts'],
      // Bundled: the packages of the repository's root.
      ignoreDependencies: ['@tensorflow/tfjs'],
    },
  },
  ignoreExportsUsedInFile: production,
  ignoreBinaries: ['go', 'mkfifo', 'mount', 'sbatch', 'squeue', 'umount'],
});
