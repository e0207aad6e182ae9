import { existsSync } from 'node:fs';
import { createJiti } from 'jiti';
import type { ModelModule } from '../../types/module.d.ts';
import { type Transpiled, transformWith } from './transpile.ts';
import { requireUsable } from './unusable-module.ts';
import { usable } from './user-code.ts';

const FORM = 'export default { data(context), model(context) } or export default { train(context) }';

/** @param provided modules by package name, so that the user's TensorFlow.js is ours */
export async function loadModule(
  path: string,
  provided: Readonly<Record<string, unknown>>,
  transpiled: Transpiled = {},
): Promise<ModelModule> {
  requireUsable(existsSync(path), `the module ${path} does not exist; check trainer.module`);
  const jiti = createJiti(path, {
    // A shared cache could carry one run's code into another.
    fsCache: false,
    interopDefault: false,
    virtualModules: { ...provided },
    transform: transformWith(transpiled),
  });
  const exported = await usable(`loading ${path}`, () => jiti.import<Record<string, unknown>>(path));
  return checkForm(exported.default, Object.keys(exported), path);
}

function checkForm(module: unknown, names: readonly string[], path: string): ModelModule {
  const found = names.length === 0 ? 'no exports at all' : `only the exports ${names.join(', ')}`;
  requireUsable(module !== undefined, `${path} has no default export, ${found}; it needs ${FORM}`);
  const exported = `the default export of ${path}`;
  requireUsable(
    typeof module === 'object' && module !== null,
    `${exported} is a ${typeof module}; it needs ${FORM}`,
  );
  const parts = module as Record<string, unknown>;
  for (const name of ['data', 'model', 'fit', 'evaluate', 'train']) {
    const kind = typeof parts[name];
    requireUsable(
      kind === 'undefined' || kind === 'function',
      `${name} in ${exported} is a ${kind}, not a function`,
    );
  }
  const missing = ['data', 'model'].filter((name) => parts[name] === undefined);
  if (parts.train === undefined)
    requireUsable(missing.length === 0, `${exported} lacks ${missing.join(' and ')}; it needs ${FORM}`);
  else requireUsable(missing.length === 2, `${exported} has train and also data or model; it needs ${FORM}`);
  return module as ModelModule;
}
