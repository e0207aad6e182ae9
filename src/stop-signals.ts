/**
 * Handles signals that ask the command line to stop. A handler waits for the event loop, which long statistics block. So
 * signals are handled only during runs and end the program at once while it computes; the next start removes the folders
 * that are left.
 */
import { loopTurn } from './child-output.ts';
import { STOP_SIGNALS } from './signals.ts';

let onStop: (() => void) | undefined;
let asked: AbortSignal | undefined;
let isHandled = false;
let runs = 0;
let computations = 0;

/** @param signal aborted by `handler` */
export function handleStop(handler: () => void, signal: AbortSignal): void {
  onStop = handler;
  asked = signal;
  update();
}

/** Handles signals during a run, which must not outlive this program. */
export async function asRun<Value>(run: Promise<Value>): Promise<Value> {
  runs += 1;
  update();
  try {
    return await run;
  } finally {
    runs -= 1;
    update();
  }
}

/**
 * Lets signals end the program at once during `work`, unless a run is active too.
 *
 * @throws the reason of a stop that was requested
 */
export async function compute<Value>(work: () => Value | Promise<Value>): Promise<Value> {
  // A signal that has already arrived is still handled.
  if (onStop !== undefined) await loopTurn();
  asked?.throwIfAborted();
  computations += 1;
  update();
  try {
    return await work();
  } finally {
    computations -= 1;
    update();
    asked?.throwIfAborted();
  }
}

function update(): void {
  if (onStop === undefined) return;
  const isNeeded = runs > 0 || computations === 0;
  if (isNeeded === isHandled) return;
  isHandled = isNeeded;
  for (const name of STOP_SIGNALS) {
    if (isNeeded) process.on(name, onStop);
    else process.off(name, onStop);
  }
}
