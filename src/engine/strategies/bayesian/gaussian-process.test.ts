import { describe, expect, it } from 'vitest';
import { rng } from '../../../lib/rng.ts';
import { acquisition } from './acquisition.ts';
import { negativeLogPosterior } from './evidence.ts';
import { type Conditions, GaussianProcess } from './gaussian-process.ts';
import { layoutOf } from './kernel.ts';

/**
 * Five points with three numeric coordinates and a categorical place. The expected numbers come from NumPy 2.4 and SciPy
 * 1.17 by another way than the code's: Matérn by its definition through the modified Bessel function (scipy.special.kv,
 * ν = 5/2), K inverted by numpy.linalg.inv, the evidence by scipy.stats.multivariate_normal.logpdf plus 5/2·ln 2π.
 */
const POINTS = [
  [0.1, 0.8, 0.3, 0],
  [0.45, 0.2, 0.9, 1],
  [0.7, 0.55, 0.6, 2],
  [0.9, 0.05, 0.2, 1],
  [0.3, 0.35, 0.75, 0],
];
const TARGETS = Float64Array.of(-0.5, 0.3, 1.2, -1.1, 0.1);
const QUERIES = [
  [0.5, 0.5, 0.5, 1],
  [0.1, 0.8, 0.3, 0],
  [0.95, 0.9, 0.1, 2],
];
const layout = layoutOf({ numeric: 3, size: 4 });
const LOGS = Float64Array.of(0.4, 0.9, 1.3, 0.8, 0.7, 1.4, 1, 1.3, 0.8, 1, 1.7, 0.03).map(Math.log);
const pointsOf = (rows: readonly (readonly number[])[]) => ({
  count: rows.length,
  rows: Float64Array.from(rows.flat()),
});
const conditions: Conditions = {
  layout,
  logs: LOGS,
  points: pointsOf(POINTS),
  targets: TARGETS,
  pending: 0,
  parents: [],
};
const at = (process: GaussianProcess, row: readonly number[]) => {
  process.predict(Float64Array.from(row));
  return { mean: process.mean, variance: process.variance };
};

describe('the posterior', () => {
  it('equals the one computed with NumPy', () => {
    const process = new GaussianProcess(conditions);
    const means = [-0.02896511301811608, -0.4859113058100153, 0.6968669044561157];
    const variances = [0.33435127691157573, 0.0292932127072274, 0.878426080633774];
    for (const [i, query] of QUERIES.entries()) {
      expect(at(process, query).mean).toBeCloseTo(means[i] ?? 0, 11);
      expect(at(process, query).variance).toBeCloseTo(variances[i] ?? 0, 11);
    }
  });

  it('knows its mean at its own points without looking', () => {
    const process = new GaussianProcess(conditions);
    for (const [i, point] of POINTS.entries())
      expect(process.meanAtTarget(i)).toBeCloseTo(process.meanAt(Float64Array.from(point)), 11);
  });

  it('is surer near a pending point, and expects the same', () => {
    const without = new GaussianProcess(conditions);
    const pending = new GaussianProcess({
      ...conditions,
      points: pointsOf([...POINTS, [0.5, 0.45, 0.5, 1]]),
      pending: 1,
    });
    const variances = [0.03630784442960522, 0.029290766349933328, 0.8757365743061305];
    for (const [i, query] of QUERIES.entries()) {
      expect(at(pending, query).mean).toBe(at(without, query).mean);
      expect(at(pending, query).variance).toBeCloseTo(variances[i] ?? 0, 11);
    }
  });

  it('is the same when a factor is gone on with', () => {
    const previous = new GaussianProcess({
      ...conditions,
      points: pointsOf(POINTS.slice(0, 3)),
      targets: TARGETS.slice(0, 3),
    });
    const continued = new GaussianProcess({ ...conditions, previous });
    for (const query of QUERIES)
      expect(at(continued, query)).toEqual(at(new GaussianProcess(conditions), query));
  });
});

describe('the evidence', () => {
  it('equals the one computed with SciPy where the prior is flat', () => {
    const flat = {
      mean: new Float64Array(layout.count),
      deviation: new Float64Array(layout.count).fill(Infinity),
    };
    const value = negativeLogPosterior(layout, pointsOf(POINTS), TARGETS, flat);
    expect(value(LOGS, new Float64Array(layout.count))).toBeCloseTo(2.755667599541945, 11);
  });

  it('has the gradient that finite differences have', () => {
    const random = rng(5, 'evidence');
    const rows = Array.from({ length: 15 }, () => [
      random.uniform(),
      random.uniform(),
      // An earlier job's point may lie outside the unit interval.
      1.4 * random.uniform(),
      random.int(3),
    ]);
    const targets = Float64Array.from(rows, () => random.normal());
    const prior = {
      mean: new Float64Array(layout.count).fill(0.1),
      deviation: new Float64Array(layout.count).fill(1.3),
    };
    const f = negativeLogPosterior(layout, pointsOf(rows), targets, prior, (i, j) => 0.01 * i * j);
    const x = Float64Array.from({ length: layout.count }, () => random.normal() / 2);
    const gradient = new Float64Array(layout.count);
    f(x, gradient);
    for (let h = 0; h < layout.count; h++)
      expect(slope((t) => f(x.with(h, t), new Float64Array(layout.count)), x[h] ?? 0)).toBeCloseTo(
        gradient[h] ?? 0,
        6,
      );
  });
});

describe('the acquisition', () => {
  const elder = (phase: number) =>
    new GaussianProcess({ ...conditions, targets: TARGETS.map((_, i) => Math.cos(3 * i + phase)) });
  const rich = (parents: readonly GaussianProcess[]) =>
    new GaussianProcess({
      ...conditions,
      targets: TARGETS.slice(0, 3),
      pending: 1,
      parents,
    });

  it.each([
    ['without parents', [rich([])]],
    ['with parents', [rich([elder(0), elder(1)])]],
    ['over several processes', [rich([]), rich([elder(2)])]],
  ])('has the gradient that finite differences have, %s', (_, processes) => {
    const value = acquisition({ processes, bests: processes.map((_p, s) => -0.3 + s / 5) });
    for (const query of QUERIES.filter((_q, i) => i !== 1)) {
      const row = Float64Array.from(query);
      const gradient = new Float64Array(4);
      value(row, gradient);
      for (let k = 0; k < 3; k++)
        expect(slope((t) => value(row.with(k, t)), row[k] ?? 0)).toBeCloseTo(gradient[k] ?? 0, 5);
    }
  });

  it('is expected improvement as its definition has it, where there is no noise and nothing failed', () => {
    const process = new GaussianProcess({ ...conditions, logs: LOGS.with(layout.noise, Math.log(1e-12)) });
    const value = acquisition({ processes: [process], bests: [-0.5] });
    for (const query of QUERIES.filter((_q, i) => i !== 1)) {
      const { mean, variance } = at(process, query);
      let sum = 0;
      for (let z = -12; z < 12; z += 1e-3)
        sum += Math.max(0, -0.5 - mean - z * Math.sqrt(variance)) * Math.exp((-z * z) / 2) * 1e-3;
      expect(Math.exp(value(Float64Array.from(query)))).toBeCloseTo(sum / Math.sqrt(2 * Math.PI), 5);
    }
  });

  it('falls where trials have failed', () => {
    const processes = [rich([])];
    const failing = acquisition({ processes, bests: [-0.3] });
    const known = new GaussianProcess({ ...conditions, targets: TARGETS.slice(0, 3), pending: 2 });
    const harmless = acquisition({ processes: [known], bests: [-0.3] });
    const near = Float64Array.of(0.32, 0.36, 0.74, 0);
    expect(failing(near)).toBeLessThan(harmless(near) - 0.3);
  });
});

function slope(f: (t: number) => number, at: number): number {
  const h = 1e-5;
  return (f(at + h) - f(at - h)) / (2 * h);
}
