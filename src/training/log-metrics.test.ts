import { describe, expect, it } from 'vitest';
import { findInLog, metricsIn, patternProblem } from './log-metrics.ts';

describe('metricsIn', () => {
  it('reads the documented example line', () => {
    // Spec rules.md §12: the developer guide's sample patterns give 16.020744 for Loss.
    const log =
      'GAN_loss=0.138318;  Scaled_reg=2.654134; disc:[-0.017371,0.102429] real 93.3% gen 0.0% disc-combined=0.000000; disc_train_loss=1.374587;  Loss = 16.020744;  Iteration 0 took 0.704s;';
    const patterns = [
      { Name: 'ganloss', Regex: 'GAN_loss=(.*?);' },
      { Name: 'discloss', Regex: 'disc_train_loss=(.*?);' },
      { Name: 'disc-combined', Regex: 'disc-combined=(.*?);' },
      { Name: 'loss', Regex: 'Loss = (.*?);' },
    ];
    expect(metricsIn(log, patterns)).toEqual({
      ganloss: 0.138318,
      discloss: 1.374587,
      'disc-combined': 0,
      loss: 16.020744,
    });
  });

  it('takes the last number of an epoch, passing over captures that are none', () => {
    expect(metricsIn('loss: 2\nloss: 1.5\nloss: soon', [{ Name: 'loss', Regex: 'loss: (\\S+)' }])).toEqual({
      loss: 1.5,
    });
  });

  it('reads a diverged loss as NaN and infinities', () => {
    const pattern = [{ Name: 'l', Regex: 'l=(\\S+)' }];
    expect(metricsIn('l=nan', pattern).l).toBeNaN();
    expect(metricsIn('l=-inf', pattern).l).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('patternProblem', () => {
  it('tells what a pattern lacks', () => {
    expect(patternProblem('loss=(\\S+)')).toBeUndefined();
    expect(patternProblem('loss=\\S+')).toContain('capture group');
    expect(patternProblem('loss=(')).toContain('not valid');
    expect(patternProblem('(?<=loss=)(\\S+)')).toContain('Look-around');
    expect(patternProblem('(a)\\1')).toContain('back-references');
    expect(patternProblem('(\\d+)\\Z')).toContain('Write $');
  });

  it('accepts Python named groups', () => {
    expect(metricsIn('acc=0.5', [{ Name: 'acc', Regex: 'acc=(?P<value>[0-9.]+)' }])).toEqual({ acc: 0.5 });
  });
});

describe('findInLog', () => {
  it('says where in the log it found what', () => {
    expect(findInLog('acc=([\\d.]+)', 'start\nacc=0.25 done')).toEqual([
      { line: 2, text: '0.25', value: 0.25, start: 4, end: 8 },
    ]);
  });

  it('is not slowed down by a pattern that makes a backtracking engine explode', () => {
    // (a+)+$ against aaaa…! takes time exponential in the number of a's with backtracking: 2^5000 steps here.
    expect(findInLog('(a+)+$', `${'a'.repeat(5000)}!`)).toEqual([]);
  });
});
