/** Loads the user's module: TypeScript or JavaScript, without a build step and without node_modules. */
import { existsSync } from 'node:fs';
import { createJiti } from 'jiti';
import type { ModelModule } from '../../types/module.d.ts';
import { type Transpiled, transformWith } from './transpile.ts';
import { UnusableModule } from './unusable-module.ts';
import { usable } from './user-code.ts';

const FORM = 'export default { data(context), model(context) } or export default { train(context) }';

/**
 * @param provided package names -> modules that take their place, so that the user's TensorFlow.js is ours
 * @param transpiled what need not be compiled here
 */
export async function loadModule(
  path: string,
  provided: Readonly<Record<string, unknown>>,
  transpiled: Transpiled = {},
): Promise<ModelModule> {
  if (!existsSync(path)) throw new UnusableModule(`the module ${path} does not exist; check trainer.module`);
  const jiti = createJiti(path, {
    // A cache in a shared temporary folder would be a way from one run into another.
    fsCache: false,
    interopDefault: false,
    virtualModules: { ...provided },
    transform: transformWith(transpiled),
  });
  const exported = await usable(`loading ${path}`, () => jiti.import<Record<string, unknown>>(path));
  return checkForm(exported.default, Object.keys(exported), path);
}

function checkForm(module: unknown, names: readonly string[], path: string): ModelModule {
  if (module === undefined) {
    const found = names.length === 0 ? 'no exports at all' : `only the exports ${names.join(', ')}`;
    throw new UnusableModule(`${path} has no default export, ${found}; it needs ${FORM}`);
  }
  if (typeof module !== 'object' || module === null) {
    throw new UnusableModule(`the default export of ${path} is a ${typeof module}; it needs ${FORM}`);
  }
  const parts = module as Record<string, unknown>;
  const wrong = ['data', 'model', 'fit', 'evaluate', 'train'].find(
    (name) => parts[name] !== undefined && typeof parts[name] !== 'function',
  );
  if (wrong !== undefined) {
    throw new UnusableModule(
      `${wrong} in the default export of ${path} is a ${typeof parts[wrong]}, not a function`,
    );
  }
  if (parts.train !== undefined && (parts.data !== undefined || parts.model !== undefined)) {
    throw new UnusableModule(
      `the default export of ${path} has train and also data or model; it needs ${FORM}`,
    );
  }
  if (parts.train === undefined) {
    const missing = ['data', 'model'].filter((name) => parts[name] === undefined);
    if (missing.length > 0) {
      throw new UnusableModule(
        `the default export of ${path} lacks ${missing.join(' and ')}; it needs ${FORM}`,
      );
    }
  }
  return module as ModelModule;
}
