import { algorithmName } from './algorithms.ts';
import type { CreateForm, DefinitionForm, Duration } from './form.ts';
import { hasNumericRanges, resourceOf, sizeOfAll } from './search-space.ts';
import type { Channel } from './slices/channel.ts';
import type { Resources } from './slices/resources.ts';

/** One line of the review; only lines with something to say are shown. */
export interface Line {
  readonly label: string;
  readonly value: string;
}

export const durationText = ({ value, unit }: Duration) => `${value} ${unit}`;

const lines = (all: Readonly<Record<string, string>>): Line[] =>
  Object.entries(all).flatMap(([label, value]) => (value === '' ? [] : [{ label, value }]));

export function algorithmTitle({ algorithm }: DefinitionForm): string {
  if (algorithm.source === 'image') return algorithmName(algorithm.image);
  const kind = algorithm.source === 'resource' ? 'Algorithm resource' : 'AWS Marketplace';
  return `${kind}: ${algorithm.resource || 'none chosen'}`;
}

export function resourcesText({
  kind,
  instanceCount,
  instanceType,
  volumeGb,
  groups,
  alternatives,
}: Resources) {
  const volume = volumeGb.trim() === '' ? '' : `, ${volumeGb} GB`;
  switch (kind) {
    case 'one':
      return `${instanceCount} × ${instanceType}${volume}`;
    case 'groups':
      return groups.map(({ name, type, count }) => `${name}: ${count} × ${type}`).join('; ') + volume;
    case 'alternatives':
      return alternatives
        .map(({ type, count, volume: size }) => `${count} × ${type}, ${size} GB`)
        .join(', else ');
  }
}

export function channelText({ name, source, location, fileSystem, datasetArn }: Channel): string {
  const where = { S3: location, FileSystem: `${fileSystem.id}${fileSystem.path}`, Dataset: datasetArn };
  return `${name}: ${where[source]}`;
}

/** What a definition says beyond its defaults. */
export function definitionExtras({ algorithm, data, resources }: DefinitionForm): Line[] {
  const { security, runtime } = algorithm;
  return lines({
    'Network isolation': security.networkIsolation ? 'On' : '',
    VPC: [...security.subnets, ...security.securityGroups].join(', '),
    'Encryption between containers': security.encryptTraffic ? 'On' : '',
    Metrics: algorithm.metrics.map(({ name }) => name).join(', '),
    'Environment variables': runtime.environment.map(({ key }) => key).join(', '),
    'Maximum retry attempts': runtime.retries,
    'Encryption key of the output': data.outputKms,
    'Compression of the output': data.outputCompression === 'GZIP' ? '' : data.outputCompression,
    'Encryption key of the volume': resources.volumeKms,
    'Allocation strategy': resources.prioritized ? 'Prioritized' : '',
    'Keep-alive period': resources.keepAlive === '' ? '' : `${resources.keepAlive} seconds`,
    'Training plan': resources.trainingPlan,
    'Several training jobs on one UltraServer': resources.multipleJobs,
    'Placement on UltraServers': resources.placements
      .map(({ server, count }) => (server.trim() === '' ? count : `${count} on ${server}`))
      .join(', '),
    'Licence of the model': data.channels
      .flatMap(({ name, modelEula }) => (modelEula === '' ? [] : `${name}: ${modelEula}`))
      .join(', '),
    'Hub content': data.channels
      .flatMap(({ name, hubContent }) => (hubContent === '' ? [] : `${name}: ${hubContent}`))
      .join(', '),
    'Maximum pending time': resources.maxPending.value === '' ? '' : durationText(resources.maxPending),
  });
}

/** Hyperband's resources, as they will be used. */
export function strategyExtras({ settings, definitions }: CreateForm): Line[] {
  if (settings.strategy !== 'Hyperband') return [];
  const { minResource, maxResource } = settings.hyperband;
  const inferred = definitions.map((each) => resourceOf(each).inferred);
  return lines({
    'Minimum resource': minResource || '1, as it is left blank',
    'Maximum resource':
      maxResource ||
      (inferred.length > 0 && !inferred.includes(undefined) ? `${inferred.join(', ')}, inferred` : 'Missing'),
  });
}

export function jobsText(form: CreateForm): string {
  if (form.settings.strategy !== 'Grid') return form.limits.maxJobs || 'No limit';
  return hasNumericRanges(form)
    ? 'Missing: a range is not categorical'
    : `${sizeOfAll(form.definitions)}, counted`;
}

/** The completion criteria there are. */
export function completionLines({ limits: { completion } }: CreateForm): Line[] {
  return lines({
    'Target objective metric value': completion.target,
    'Maximum training jobs without improvement': completion.notImproving,
    'Complete on convergence': completion.onConvergence ? 'Yes' : '',
  });
}
