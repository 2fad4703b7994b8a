import { set, type FieldErrors, type Resolver } from 'react-hook-form';
import { definitionsOf } from '../../../api/definitions.ts';
import { duplicateName, sameName } from '../../../api/errors.ts';
import { checkIterative, checkMetrics, checkSpotWait, checkTarget } from '../../../api/record-rules.ts';
import { repeated } from '../../../api/rules.ts';
import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { issues } from '../../../api/validate.ts';
import { algorithmOf } from '../../../training/catalog/index.ts';
import { objectiveNames } from './algorithms.ts';
import { autotuneProblems } from './autotune-problems.ts';
import { newForm } from './defaults.ts';
import type { CreateForm, DefinitionForm, Duration } from './form.ts';
import { contradictions, hyperparameterProblems } from './hyperparameter-problems.ts';
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
 * request the form makes; only what a request cannot hold (text that is no number) is found here. `taken`: names of the
 * tuning jobs there are, as far as they are known.
 */
export function problems(form: CreateForm, taken: readonly string[] = []): Problem[] {
  const byPath = new Map<string, Problem>();
  const add = (problem: Problem) => byPath.has(problem.path) || byPath.set(problem.path, problem);
  for (const problem of unreadable(form)) add(problem);
  for (const { path, message } of issues(CreateHyperParameterTuningJobRequest, toRequest(form))) {
    add({ path: locate(path, form), message });
  }
  for (const problem of alreadyThere(form, taken)) add(problem);
  for (const problem of autotuneProblems(form)) add(problem);
  for (const problem of form.definitions.flatMap(outOfCatalogue)) add(problem);
  for (const [index, definition] of form.definitions.entries()) {
    for (const { field, message } of contradictions(definition)) {
      add({ path: `definitions.${index}.algorithm.${field}`, message });
    }
  }
  for (const problem of acrossDefinitions(form)) add(problem);
  return [...byPath.values()];
}

/** V1: the service says the same, should another tuning job of the name be created meanwhile. */
function alreadyThere({ settings }: CreateForm, taken: readonly string[]): Problem[] {
  const name = settings.name.trim();
  const other = taken.find((each) => sameName(each, name));
  return other === undefined ? [] : [{ path: 'settings.name', message: duplicateName(other).message }];
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
        ...(resources.kind === 'one' ? number(`${at}.resources.instanceCount`, resources.instanceCount) : []),
        ...number(`${at}.resources.volumeGb`, resources.volumeGb, 'blank is fine'),
        ...repeatedVariables(algorithm.runtime.environment).map((place) => ({
          path: `${at}.algorithm.runtime.environment.${place}.key`,
          message: 'This variable is in the list already.',
        })),
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

/** Rules that need to know the algorithm (V9, V12), for a definition that is in order otherwise. */
function outOfCatalogue(each: DefinitionForm, index: number): Problem[] {
  const algorithm = algorithmOf(each.algorithm.image);
  const alone = toRequest({ ...newForm('job'), definitions: [each] });
  const request = CreateHyperParameterTuningJobRequest.safeParse(alone);
  const marketplace = each.algorithm.source === 'marketplace';
  if (!(algorithm || marketplace) || !request.success) return [];
  const facts = {
    builtIn: marketplace || algorithm?.source === 'built-in',
    // What a Marketplace algorithm reports is not known here.
    metricNames: marketplace ? [each.algorithm.objectiveMetric.trim()] : objectiveNames(each.algorithm),
  };
  const missing = algorithm?.channels.find(
    ({ name, required }) => required && each.data.channels.every((channel) => channel.name.trim() !== name),
  );
  const at = `definitions.${index}`;
  return [
    ...definitionsOf(request.data)
      .flatMap((tuned) => [...checkMetrics(tuned, facts), ...checkSpotWait(tuned, facts)])
      .map(({ path, message }) => ({
        path: locate(path, { ...newForm('job'), definitions: [each] }).replace('definitions.0', at),
        message,
      })),
    ...(missing
      ? [
          {
            path: `${at}.data.channels.root`,
            message: `${algorithm?.name} needs a channel named ${missing.name}.`,
          },
        ]
      : []),
  ];
}

/** Rules that hold the strategy and the criteria against what is trained (V4, V14). */
function acrossDefinitions(form: CreateForm): Problem[] {
  const request = CreateHyperParameterTuningJobRequest.safeParse(toRequest(form));
  const algorithms = form.definitions.flatMap(({ algorithm }) => algorithmOf(algorithm.image) ?? []);
  return [
    ...algorithms.flatMap((algorithm) => checkIterative(form.settings.strategy, algorithm)),
    ...(request.success ? checkTarget(request.data) : []),
  ].map(({ path, message }) => ({ path: locate(path, form), message }));
}

/** Rows whose name an earlier row has: a map has room for one of them only. */
const repeatedVariables = (rows: readonly { readonly key: string }[]) =>
  repeated(rows.map(({ key }) => key.trim()));

type Blank = 'blank is fine' | undefined;

function number(path: string, text: string, blank?: Blank): Problem[] {
  if (text.trim() === '') return blank ? [] : [{ path, message: 'Enter a number.' }];
  return Number.isNaN(toNumber(text)) ? [{ path, message: 'Enter a number, in digits.' }] : [];
}

const duration = (path: string, { value }: Duration, blank?: Blank) => number(path, value, blank);

/** `problems` as react-hook-form asks for them; `taken()` is asked each time. */
export const resolverFor =
  (taken: () => readonly string[]): Resolver<CreateForm> =>
  (values) => {
    const found = problems(values, taken());
    if (found.length === 0) return { values, errors: {} };
    const errors: FieldErrors<CreateForm> = {};
    for (const { path, message } of found) set(errors, path, { type: 'rule', message });
    return { values: {}, errors };
  };
