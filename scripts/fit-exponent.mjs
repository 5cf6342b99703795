// How the cost of some work grows with its size: t ≈ c · n^exponent. Used by the growth tests and bench/growth.mjs.

/** The middle value; of an even number, the lower of the two. */
export function median(values) {
  return [...values].sort((a, b) => a - b)[(values.length - 1) >> 1];
}

/** Milliseconds that one call of `work` takes: the median of rounds that each last `roundMs` at least. */
export function timeOf(work, { rounds = 5, roundMs = 10 } = {}) {
  work();
  const measured = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    let calls = 0;
    do {
      work();
      calls++;
    } while (performance.now() - start < roundMs);
    measured.push((performance.now() - start) / calls);
  }
  return median(measured);
}

/** The slope of log(time) over log(size), by least squares: 1 is linear, 2 quadratic. */
export function fitExponent(points) {
  const xs = points.map(({ size }) => Math.log(size));
  const ys = points.map(({ time }) => Math.log(time));
  const meanX = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / ys.length;
  let covariance = 0;
  let variance = 0;
  xs.forEach((x, i) => {
    covariance += (x - meanX) * (ys[i] - meanY);
    variance += (x - meanX) ** 2;
  });
  return covariance / variance;
}

/**
 * Prepares work for each size, times it, and fits the exponent.
 * `prepare` builds the input and returns the work on it, so that building it is not counted.
 */
export function growthOf(sizes, prepare, timing) {
  const works = sizes.map((size) => ({ size, work: prepare(size) }));
  // The largest first, uncounted: whatever the compiler has to learn, it learns there.
  timeOf(works[works.length - 1].work, { rounds: 1, roundMs: 50 });
  const points = works.map(({ size, work }) => ({ size, time: timeOf(work, timing) }));
  return { exponent: fitExponent(points), points };
}
