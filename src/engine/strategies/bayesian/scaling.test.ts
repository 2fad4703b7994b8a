import { expect, it } from 'vitest';
import type { Dimension, Scaling, Space } from '../../types.ts';
import { alternately, openDimensions, readAs } from './scaling.ts';

const range = (name: string, min: number, max: number, scaling: Scaling = 'auto'): Dimension => ({
  kind: 'continuous',
  name,
  min,
  max,
  scaling,
});
const space: Space = [
  range('rate', 1e-5, 1),
  range('momentum', 0, 1),
  range('narrow', 2, 10),
  range('told', 1e-5, 1, 'linear'),
  { kind: 'categorical', name: 'kind', values: ['a', 'b'] },
  { kind: 'integer', name: 'units', min: 1, max: 512, scaling: 'auto' },
];
const scalings = (s: Space) => s.map((d) => (d.kind === 'categorical' ? '' : d.scaling));

it('leaves open only positive Auto ranges over an order of magnitude', () => {
  expect(openDimensions(space)).toEqual([0, 5]);
});

it('reads the open ones as told, other Auto ones as linear, and leaves the rest', () => {
  expect(scalings(readAs(space, ['log', 'linear']))).toEqual([
    'log',
    'linear',
    'linear',
    'linear',
    '',
    'linear',
  ]);
  expect(scalings(readAs(space, []))).toEqual(['linear', 'linear', 'linear', 'linear', '', 'linear']);
});

it('starts with both readings in turn', () => {
  expect([0, 1, 2].map((index) => scalings(alternately(space, index))[0])).toEqual(['log', 'linear', 'log']);
  expect([0, 1, 2].map((index) => scalings(alternately(space, index))[5])).toEqual([
    'linear',
    'log',
    'linear',
  ]);
});
