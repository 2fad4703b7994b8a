import { rng } from '../lib/rng.ts';
import type { Params, TaskDimension } from './optimizer.ts';
import type { Problem } from './play.ts';

/**
 * Functions for choosing the engine's settings; none of them is among the tasks it is compared on. The classic ones are
 * of the "Virtual library of simulation experiments" (sfu.ca/~ssurjano); the others mimic learning rates and the like.
 */
const numbers = (params: Params) => Object.values(params).map(Number);
const cube = (dimensions: number, low: number, high: number): TaskDimension[] =>
  Array.from({ length: dimensions }, (_, k) => ({ name: `x${k + 1}`, type: 'float', low, high }));
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

function problem(
  name: string,
  space: readonly TaskDimension[],
  fopt: number,
  f: (params: Params) => number,
  { sigma = 0, floor = 1e-4 } = {},
): Problem {
  const observe = (params: Params, seed: number, k: number) =>
    f(params) + (sigma === 0 ? 0 : sigma * rng(seed, name, k).normal());
  return { name, space, fopt, f, observe, floor, n: 50 };
}

function ackley(params: Params): number {
  const x = numbers(params);
  const spread = Math.sqrt(sum(x.map((v) => v * v)) / x.length);
  const waves = sum(x.map((v) => Math.cos(2 * Math.PI * v))) / x.length;
  return 20 + Math.E - 20 * Math.exp(-0.2 * spread) - Math.exp(waves);
}

function levy(params: Params): number {
  const w = numbers(params).map((x) => 1 + (x - 1) / 4);
  const [first, last] = [w[0] ?? 1, w.at(-1) ?? 1];
  const middle = w.slice(0, -1).map((v) => (v - 1) ** 2 * (1 + 10 * Math.sin(Math.PI * v + 1) ** 2));
  return (
    Math.sin(Math.PI * first) ** 2 + sum(middle) + (last - 1) ** 2 * (1 + Math.sin(2 * Math.PI * last) ** 2)
  );
}

function styblinski(params: Params): number {
  return sum(numbers(params).map((x) => (x ** 4 - 16 * x * x + 5 * x) / 2));
}

function michalewicz(params: Params): number {
  return -sum(numbers(params).map((x, k) => Math.sin(x) * Math.sin(((k + 1) * x * x) / Math.PI) ** 20));
}

function sixHumpCamel({ x1, x2 }: Params): number {
  const [x, y] = [Number(x1), Number(x2)];
  return (4 - 2.1 * x * x + x ** 4 / 3) * x * x + x * y + (4 * y * y - 4) * y * y;
}

/** A long valley that no axis runs along. */
function rotated(params: Params): number {
  const x = numbers(params);
  return sum(
    x.map((_, i) => {
      const along = sum(x.map((v, j) => Math.sin(1 + 6 * i + 2.3 * j) * (v - 0.7 * Math.cos(j))));
      return (10 ** (i / 2.5) * along * along) / 10;
    }),
  );
}

/** A loss over the learning rate and the like, with a cliff where it diverges. */
function network({ rate, decay, units, dropout }: Params): number {
  const width = Math.log2(Number(units));
  const off = Math.log10(Number(rate)) + 3.2 + 0.15 * (width - 6);
  const far = Math.log10(Number(decay)) + 4;
  const drop = Number(dropout);
  return (
    (off > 0 ? 0.8 * (1 - Math.exp(-off * off)) : (0.05 * off * off) / (1 + 0.2 * off * off)) +
    (0.01 * far * far) / (1 + 0.2 * far * far) +
    0.08 * (drop - 0.25) ** 2 +
    0.004 * (width - 6.5) ** 2
  );
}
const networkSpace = (scale: 'log' | 'auto'): TaskDimension[] => [
  { name: 'rate', type: 'float', low: 1e-6, high: 1, [scale]: true },
  { name: 'decay', type: 'float', low: 1e-8, high: 0.1, [scale]: true },
  { name: 'units', type: 'int', low: 8, high: 1024, [scale]: true },
  { name: 'dropout', type: 'float', low: 0, high: 0.8 },
];
/** The best whole number of units is 2^6.5 ≈ 90.5 rounded: off by less than the floor. */
const NETWORK_OPTIMUM = 0;

/** Two categorical dimensions that move the optimum of the others. */
function mixture({ kind, shape, n, rate, z }: Params): number {
  const i = ['a', 'b', 'c', 'd'].indexOf(String(kind));
  const j = shape === 'p' ? 0 : 1;
  const off = Math.log10(Number(rate)) + 2 + ([0.5, -0.3, 0, 0.8][i] ?? 0);
  const count = Number(n) - ([4, 9, 13, 6][i] ?? 0);
  return (
    ([0.05, 0.02, 0, 0.04][i] ?? 0) +
    (i === 2 && j === 1 ? 0 : 0.015 + 0.01 * j) +
    (0.06 * off * off) / (1 + 0.3 * off * off) +
    0.002 * count * count +
    0.2 * (Number(z) - ([0.2, 0.6, 0.8, 0.4][i] ?? 0)) ** 2
  );
}
const mixtureSpace: TaskDimension[] = [
  { name: 'kind', type: 'cat', choices: ['a', 'b', 'c', 'd'] },
  { name: 'shape', type: 'cat', choices: ['p', 'q'] },
  { name: 'n', type: 'int', low: 1, high: 20 },
  { name: 'rate', type: 'float', low: 1e-4, high: 1, log: true },
  { name: 'z', type: 'float', low: 0, high: 1 },
];

const STYBLINSKI = -39.16616570377142;

export const FUNCTIONS: readonly Problem[] = [
  problem('ackley4', cube(4, -10, 15), 0, ackley),
  problem('levy5', cube(5, -10, 10), 0, levy),
  problem('styblinski3', cube(3, -5, 5), 3 * STYBLINSKI, styblinski),
  problem('michalewicz2', cube(2, 0, Math.PI), -1.8013034, michalewicz),
  problem(
    'camel2',
    [...cube(1, -3, 3), { name: 'x2', type: 'float', low: -2, high: 2 }],
    -1.0316284535,
    sixHumpCamel,
  ),
  problem('rotated6', cube(6, -3, 3), 0, rotated),
  problem('network4', networkSpace('log'), NETWORK_OPTIMUM, network),
  problem('network4 auto', networkSpace('auto'), NETWORK_OPTIMUM, network),
  problem('mixture5', mixtureSpace, 0, mixture),
  problem('network4 noisy', networkSpace('log'), NETWORK_OPTIMUM, network, { sigma: 0.01 }),
  problem('mixture5 noisy', mixtureSpace, 0, mixture, { sigma: 0.01 }),
  problem('styblinski3 noisy', cube(3, -5, 5), 3 * STYBLINSKI, styblinski, { sigma: 4 }),
  problem('rotated6 noisy', cube(6, -3, 3), 0, rotated, { sigma: 0.3 }),
];
