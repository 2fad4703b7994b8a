import { set, type FieldErrors, type Resolver } from 'react-hook-form';
import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { issues } from '../../../api/validate.ts';
import type { CreateForm, Duration } from './form.ts';
import { hyperparameterProblems } from './hyperparameter-problems.ts';
import { locate } from './locate.ts';
import { toNumber } from './text.ts';
import { toRequest } from './to-request.ts';

export interface Problem {
  /** The field, as `settings.name`; a page's `root` where there is no field. */
  readonly path: string;
  readonly message: string;
}

/**
 * Everything that keeps the form from being sent, at most one a field. The rules are the contract's, checked on the
 * request the form makes; only what a request cannot hold (text that is no number) is found here.
 */
export function problems(form: CreateForm): Problem[] {
  const byPath = new Map<string, Problem>();
  const add = (problem: Problem) => byPath.has(problem.path) || byPath.set(problem.path, problem);
  for (const problem of unreadable(form)) add(problem);
  for (const { path, message } of issues(CreateHyperParameterTuningJobRequest, toRequest(form))) {
    add({ path: locate(path, form), message });
  }
  return [...byPath.values()];
}

function unreadable(form: CreateForm): Problem[] {
  const { limits, definitions } = form;
  return [
    ...number('limits.maxParallel', limits.maxParallel),
    ...number('limits.maxJobs', limits.maxJobs, 'blank is fine'),
    ...number('limits.seed', limits.seed, 'blank is fine'),
    ...duration('limits.maxRuntime', limits.maxRuntime, 'blank is fine'),
    ...definitions.flatMap(({ algorithm, resources }, index) => {
      const at = `definitions.${index}`;
      return [
        ...number(`${at}.resources.instanceCount`, resources.instanceCount),
        ...number(`${at}.resources.volumeGb`, resources.volumeGb),
        ...duration(`${at}.resources.maxDuration`, resources.maxDuration),
        ...(resources.spot ? duration(`${at}.resources.maxWait`, resources.maxWait) : []),
        ...hyperparameterProblems(algorithm).map(({ row, key, message }) => ({
          path: `${at}.algorithm.hyperparameters.${row}.${key}`,
          message,
        })),
      ];
    }),
  ];
}

type Blank = 'blank is fine' | undefined;

function number(path: string, text: string, blank?: Blank): Problem[] {
  if (text.trim() === '') return blank ? [] : [{ path, message: 'Enter a number.' }];
  return Number.isNaN(toNumber(text)) ? [{ path, message: 'Enter a number, in digits.' }] : [];
}

const duration = (path: string, { value }: Duration, blank?: Blank) => number(path, value, blank);

/** `problems` as react-hook-form asks for them. */
export const resolver: Resolver<CreateForm> = (values) => {
  const found = problems(values);
  if (found.length === 0) return { values, errors: {} };
  const errors: FieldErrors<CreateForm> = {};
  for (const { path, message } of found) set(errors, path, { type: 'rule', message });
  return { values: {}, errors };
};
