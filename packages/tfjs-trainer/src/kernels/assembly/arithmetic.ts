/** Operations are types, so that each gets a loop without branches. */
class Sum {}
class Difference {}
class Product {}
class Quotient {}
class Maximum {}
class Minimum {}

function four<Operation>(x: v128, y: v128): v128 {
  if (idof<Operation>() === idof<Sum>()) return f32x4.add(x, y);
  if (idof<Operation>() === idof<Difference>()) return f32x4.sub(x, y);
  if (idof<Operation>() === idof<Product>()) return f32x4.mul(x, y);
  if (idof<Operation>() === idof<Maximum>()) return f32x4.max(x, y);
  if (idof<Operation>() === idof<Minimum>()) return f32x4.min(x, y);
  return f32x4.div(x, y);
}

function one<Operation>(x: f32, y: f32): f32 {
  if (idof<Operation>() === idof<Sum>()) return x + y;
  if (idof<Operation>() === idof<Difference>()) return x - y;
  if (idof<Operation>() === idof<Product>()) return x * y;
  if (idof<Operation>() === idof<Maximum>()) return max<f32>(x, y);
  if (idof<Operation>() === idof<Minimum>()) return min<f32>(x, y);
  return x / y;
}

/** A step is 4 bytes, or 0 for an operand broadcast along the row. */
function row<Operation>(a: usize, aStep: usize, b: usize, bStep: usize, out: usize, bytes: usize): void {
  const end = out + bytes;
  const whole = out + (bytes & ~15);
  if (aStep === 0) {
    const x = v128.load32_splat(a);
    for (; out < whole; out += 16) {
      v128.store(out, four<Operation>(x, v128.load(b)));
      b += 16;
    }
  } else if (bStep === 0) {
    const y = v128.load32_splat(b);
    for (; out < whole; out += 16) {
      v128.store(out, four<Operation>(v128.load(a), y));
      a += 16;
    }
  } else {
    for (; out < whole; out += 16) {
      v128.store(out, four<Operation>(v128.load(a), v128.load(b)));
      a += 16;
      b += 16;
    }
  }
  for (; out < end; out += 4) {
    store<f32>(out, one<Operation>(load<f32>(a), load<f32>(b)));
    a += aStep;
    b += bStep;
  }
}

function rowOf(
  operation: i32,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  out: usize,
  bytes: usize,
): void {
  if (operation === 0) row<Sum>(a, aStep, b, bStep, out, bytes);
  else if (operation === 1) row<Difference>(a, aStep, b, bStep, out, bytes);
  else if (operation === 2) row<Product>(a, aStep, b, bStep, out, bytes);
  else if (operation === 4) row<Maximum>(a, aStep, b, bStep, out, bytes);
  else if (operation === 5) row<Minimum>(a, aStep, b, bStep, out, bytes);
  else row<Quotient>(a, aStep, b, bStep, out, bytes);
}

/** Lengths run from outer to inner; steps are in bytes, and 0 along a broadcast axis. */
export function arithmetic(
  operation: i32,
  a: usize,
  b: usize,
  out: usize,
  length0: i32,
  length1: i32,
  length2: i32,
  length3: i32,
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  b0: usize,
  b1: usize,
  b2: usize,
  b3: usize,
): void {
  const rowBytes = (<usize>length3) << 2;
  for (let i = 0; i < length0; i++) {
    for (let j = 0; j < length1; j++) {
      let aRow = a + <usize>i * a0 + <usize>j * a1;
      let bRow = b + <usize>i * b0 + <usize>j * b1;
      for (let k = 0; k < length2; k++) {
        rowOf(operation, aRow, a3, bRow, b3, out, rowBytes);
        aRow += a2;
        bRow += b2;
        out += rowBytes;
      }
    }
  }
}
