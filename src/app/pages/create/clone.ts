import type {
  CreateHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobResponse,
} from '../../../api/tuning-job.ts';
import type { Tag } from '../../../api/common.ts';
import { requestOf } from '../../from-description.ts';
import type { DefinitionForm } from './form.ts';
import { copyName, withSuffix } from './text.ts';

/** The request that would create a described tuning job again under the name `<name>-copy-MM-DD`. */
export const requestFromDescription = (
  described: DescribeHyperParameterTuningJobResponse,
  tags: readonly Tag[],
  today: Date,
): CreateHyperParameterTuningJobRequest => ({
  ...requestOf(described, tags),
  HyperParameterTuningJobName: jobCopyName(described.HyperParameterTuningJobName, today),
});

/** A copy of a copy does not pile up suffixes. */
export function jobCopyName(name: string, today: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const suffix = `-copy-${two(today.getMonth() + 1)}-${two(today.getDate())}`;
  return withSuffix(name.replace(/-copy-\d\d-\d\d$/, ''), suffix, 32);
}

/** A copy that shares nothing with the original and differs in its name alone (spec seeds S2.18). */
export function cloneDefinition(definition: DefinitionForm, taken: readonly string[]): DefinitionForm {
  const copy = structuredClone(definition);
  copy.algorithm.name = copyName(definition.algorithm.name.trim(), taken, 64);
  return copy;
}
