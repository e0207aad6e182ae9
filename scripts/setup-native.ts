/** `npm run setup:native` builds the native backend in `CONCLUSIVE_NATIVE`, else in the user's cache folder. */
import { UserError } from '../src/config/user-error.ts';
import { buildNativeBackend } from '../src/train/module/build-native.ts';
import { nativeFolder } from '../src/train/module/find-tfjs-node.ts';

const start = performance.now();
try {
  const folder = nativeFolder();
  const { version } = await buildNativeBackend({ folder, environment: process.env, say: console.log });
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`TensorFlow.js ${version} loads from ${folder}, after ${seconds} s`);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
