import type { StrategyName } from '../types.ts';
import { bayesian } from './bayesian/bayesian.ts';
import { grid } from './grid.ts';
import { hyperband } from './hyperband.ts';
import { random } from './random.ts';
import type { Strategy } from './strategy.ts';

export const strategies: Readonly<Record<StrategyName, Strategy>> = { random, grid, bayesian, hyperband };
