/** Most rows are so short that this loop beats memory.copy. */
export function copyRow(target: usize, source: usize, bytes: usize): void {
  if (bytes > 512) {
    memory.copy(target, source, bytes);
    return;
  }
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(target + i, v128.load(source + i));
  for (; i + 4 <= bytes; i += 4) store<u32>(target + i, load<u32>(source + i));
  for (; i < bytes; i++) store<u8>(target + i, load<u8>(source + i));
}

/** out[o, i, :] = x[o, indices[i], :]. Returns −1, or the position of the first index out of range. */
export function gatherRows(
  x: usize,
  indices: usize,
  out: usize,
  outer: i32,
  axis: i32,
  count: i32,
  rowBytes: usize,
): i32 {
  for (let i = 0; i < count; i++) {
    if (load<u32>(indices + ((<usize>i) << 2)) >= <u32>axis) return i;
  }
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < count; i++) {
      copyRow(out, x + <usize>load<u32>(indices + ((<usize>i) << 2)) * rowBytes, rowBytes);
      out += rowBytes;
    }
    x += <usize>axis * rowBytes;
  }
  return -1;
}

/** out[indices[i], :] += x[i, :], from zeros; indices out of range add nothing. */
export function segmentSum(
  x: usize,
  indices: usize,
  out: usize,
  segments: i32,
  count: i32,
  width: i32,
): void {
  const rowBytes = (<usize>width) << 2;
  memory.fill(out, 0, <usize>segments * rowBytes);
  for (let i = 0; i < count; i++) {
    const index = load<u32>(indices + ((<usize>i) << 2));
    if (index < <u32>segments) addRow(out + <usize>index * rowBytes, x, rowBytes);
    x += rowBytes;
  }
}

export function addRow(target: usize, source: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    v128.store(target + i, f32x4.add(v128.load(target + i), v128.load(source + i)));
  }
  for (; i < bytes; i += 4) store<f32>(target + i, load<f32>(target + i) + load<f32>(source + i));
}

/** out[o, r, :] = x[o, :] for every r < `repeats`. */
export function repeatRows(x: usize, out: usize, outer: i32, rowBytes: usize, repeats: i32): void {
  for (let o = 0; o < outer; o++) {
    if (rowBytes === 4) {
      const word = load<u32>(x);
      const words = i32x4.splat(word);
      let r = 0;
      for (; r + 4 <= repeats; r += 4) {
        v128.store(out, words);
        out += 16;
      }
      for (; r < repeats; r++) {
        store<u32>(out, word);
        out += 4;
      }
    } else {
      for (let r = 0; r < repeats; r++) {
        copyRow(out, x, rowBytes);
        out += rowBytes;
      }
    }
    x += rowBytes;
  }
}

/** Moves rows of x [·, ·, ·, row] to out; strides are in bytes. */
export function moveRows(
  x: usize,
  out: usize,
  length0: i32,
  length1: i32,
  length2: i32,
  from0: usize,
  from1: usize,
  from2: usize,
  to0: usize,
  to1: usize,
  to2: usize,
  rowBytes: usize,
): void {
  for (let i = 0; i < length0; i++) {
    for (let j = 0; j < length1; j++) {
      let from = x + <usize>i * from0 + <usize>j * from1;
      let to = out + <usize>i * to0 + <usize>j * to1;
      for (let k = 0; k < length2; k++) {
        copyRow(to, from, rowBytes);
        from += from2;
        to += to2;
      }
    }
  }
}

export function clear(out: usize, bytes: usize): void {
  memory.fill(out, 0, bytes);
}
