/** Keeps the engine's order and arithmetic, with sets instead of objects whose numeric keys grow into the millions. */
import type * as tf from '@tensorflow/tfjs';
import type { Tf } from '../toolkit.ts';
import { type Engine, engineOf, type TapeNode } from './engine.ts';

interface Connected {
  readonly nodes: readonly TapeNode[];
  readonly fromX: ReadonlySet<number>;
}

function connectedNodes(tape: readonly TapeNode[], xs: readonly tf.Tensor[], y: tf.Tensor): Connected {
  const fromX = new Set(xs.map(({ id }) => id));
  const forward: TapeNode[] = [];
  for (const node of tape) {
    if (!hasInput(node, fromX)) continue;
    forward.push(node);
    for (const { id } of node.outputs) fromX.add(id);
  }
  const toY = new Set([y.id]);
  const leading = new Set<TapeNode>();
  for (let i = tape.length - 1; i >= 0; i -= 1) {
    const node = tape[i] as TapeNode;
    if (!node.outputs.some(({ id }) => toY.has(id))) continue;
    leading.add(node);
    for (const name in node.inputs) toY.add((node.inputs[name] as tf.Tensor).id);
  }
  return { nodes: forward.filter((node) => leading.has(node)), fromX };
}

function hasInput({ inputs }: TapeNode, ids: ReadonlySet<number>): boolean {
  for (const name in inputs) if (ids.has((inputs[name] as tf.Tensor).id)) return true;
  return false;
}

/** @param gradients by tensor id; starts with that of the loss */
function propagateBack(engine: Engine, { nodes, fromX }: Connected, gradients: Map<number, tf.Tensor>): void {
  for (let i = nodes.length - 1; i >= 0; i -= 1) {
    const { kernelName, inputs, outputs, gradient } = nodes[i] as TapeNode;
    if (gradient === undefined)
      throw new Error(`Cannot compute gradient: gradient function not found for ${kernelName}.`);
    const byInput = gradient(outputs.map(({ id }) => gradients.get(id) ?? null));
    for (const name in inputs) {
      const x = inputs[name] as tf.Tensor;
      if (!fromX.has(x.id)) continue;
      const compute = byInput[name];
      if (compute === undefined)
        throw new Error(
          `Cannot backprop through input ${name}. Available gradients found: ${Object.keys(byInput)}.`,
        );
      const dx = engine.tidy(compute) as tf.Tensor;
      requireGradientOf(x, dx, name, `Error in gradient for op ${kernelName}. The gradient of input`);
      const before = gradients.get(x.id);
      if (before === undefined) gradients.set(x.id, dx);
      else {
        gradients.set(x.id, engine.runKernel('Add', { a: before, b: dx }) as tf.Tensor);
        before.dispose();
      }
    }
  }
}

function requireGradientOf({ shape }: tf.Tensor, dx: tf.Tensor, name: string, what: string): void {
  if (dx.dtype !== 'float32')
    throw new Error(`${what} ${name} must have 'float32' dtype, but has '${dx.dtype}'`);
  if (dx.shape.length === shape.length && dx.shape.every((length, axis) => length === shape[axis])) return;
  throw new Error(
    `${what} '${name}' has shape '${dx.shape}', which does not match the shape of the input '${shape}'`,
  );
}

export function useLeanTape(t: Tf): void {
  const engine = engineOf(t);
  const shipped = engine.gradients.bind(engine);
  engine.gradients = (f, xs, dy, allowNoGradients = false) => {
    // The engine's own errors cover wrong arguments.
    if (xs.length === 0 || (dy != null && dy.dtype !== 'float32'))
      return shipped(f, xs, dy, allowNoGradients);
    engine.startTape();
    let y: tf.Tensor;
    try {
      y = engine.tidy('forward', f) as tf.Tensor;
    } finally {
      engine.endTape();
    }
    if (!(y instanceof t.Tensor)) throw new Error('The result y returned by f() must be a tensor.');
    const { state } = engine;
    const connected = connectedNodes(state.activeTape ?? [], xs, y);
    if (!allowNoGradients && connected.nodes.length === 0)
      throw new Error(
        'Cannot compute gradient of y=f(x) with respect to x. Make sure that the f you passed encloses all operations that lead from x to y.',
      );
    return engine.tidy('backward', () => {
      const gradients = new Map([[y.id, dy ?? t.ones(y.shape)]]);
      propagateBack(engine, connected, gradients);
      const grads = xs.map(({ id }) => gradients.get(id));
      if (state.gradientDepth === 0) {
        // No second derivative needs these tensors.
        for (const { saved } of state.activeTape ?? []) for (const tensor of saved) tensor.dispose();
        state.activeTape = null;
      }
      return { value: y, grads };
    }) as ReturnType<Engine['gradients']>;
  };
}
