import { describe, expect, it } from 'vitest';
import { readHyperparameters } from './hyperparameters.ts';

const given = { _tuning: 'x', depth: ' 3 ', rate: '1e-3', loss: 'auto', bias: 'True', blank: '' };

describe('hyperparameters', () => {
  it('are read by kind, with what is missing or auto filled in', () => {
    const h = readHyperparameters(given);
    expect(h.integer('depth')).toBe(3);
    expect(h.number('rate', { above: 0 })).toBe(0.001);
    expect(h.number('loss', { auto: 7 })).toBe(7);
    expect(h.boolean('bias')).toBe(true);
    expect(h.integer('blank', { default: 2 })).toBe(2);
    expect(h.oneOf('loss', ['auto', 'hinge'])).toBe('auto');
    expect(h.has('blank')).toBe(false);
    expect(h.has('toString')).toBe(false);
  });

  it('say what is wrong', () => {
    const h = readHyperparameters(given);
    expect(() => h.integer('blank')).toThrow('ClientError: Missing required hyperparameter: blank');
    expect(() => h.integer('rate')).toThrow(
      "ClientError: Hyperparameter rate: could not parse '1e-3' as an integer",
    );
    expect(() => h.number('rate', { above: 1e-3, below: 1 })).toThrow('1e-3 is not in (0.001, 1)');
    expect(() => h.integer('depth', { max: 2 })).toThrow('3 is not in (-inf, 2]');
    expect(() => h.number('loss')).toThrow("could not parse 'auto'");
    expect(() => h.oneOf('loss', ['a', 'b'])).toThrow("'auto' is not in ['a', 'b']");
    expect(() => h.boolean('depth')).toThrow("'3' is not in ['true', 'false']");
  });

  it('know which names nobody read, except the names that the service adds', () => {
    const h = readHyperparameters({ _tuning: 'x', depth: '1', extra: '2' });
    h.integer('depth');
    expect(h.unread()).toEqual(['extra']);
    expect(() => h.rejectUnread()).toThrow('ClientError: Extraneous hyperparameter found: extra');
    h.text('extra');
    h.rejectUnread();
  });
});
