/** Does what the engine does, without profiling, debugging and tests. */
import type * as tf from '@tensorflow/tfjs';
import type { Toolkit } from '../toolkit.ts';
import { engineOf } from './engine.ts';

export function useLeanDispatch(tools: Toolkit): void {
  const { tf: t } = tools;
  const engine = engineOf(t);
  const shipped = engine.runKernel.bind(engine);
  const { flags } = engine.ENV;
  const backend = engine.backend;
  const tensorOf = (info: tf.TensorInfo): tf.Tensor =>
    // Some kernels return tensors.
    (info as Partial<tf.Tensor>).rank === undefined
      ? engine.makeTensorFromTensorInfo(info)
      : (info as tf.Tensor);

  engine.runKernel = (name, inputs, attributes) => {
    const { state } = engine;
    const isWatched = state.profiling || flags.DEBUG === true || flags.IS_TEST === true;
    const kernel = isWatched || engine.backendName !== 'wasm' ? undefined : t.getKernel(name, 'wasm');
    if (kernel === undefined) {
      tools.watcher?.touch();
      return shipped(name, inputs, attributes);
    }
    const isTapeOn = state.gradientDepth > 0 && state.kernelDepth === 0;
    let outputs: tf.Tensor[];
    let saved: tf.Tensor[] = [];
    let isOne = true;
    state.kernelDepth += 1;
    try {
      const call = { inputs, attrs: attributes as tf.NamedAttrMap, backend };
      const { watcher } = tools;
      const answer = watcher === null ? kernel.kernelFunc(call) : watcher.runKernel(kernel.kernelFunc, call);
      isOne = !Array.isArray(answer);
      outputs = Array.isArray(answer) ? answer.map(tensorOf) : [tensorOf(answer)];
      if (isTapeOn)
        saved = engine.saveTensorsForBackwardMode(engine.getTensorsForGradient(name, inputs, outputs));
    } finally {
      state.kernelDepth -= 1;
    }
    if (isTapeOn) engine.addTapeNode(name, inputs, outputs, null, saved, attributes);
    return isOne ? (outputs[0] as tf.Tensor) : outputs;
  };
}
