import { z } from 'zod';
import type { HyperParameterTrainingJobDefinition } from '../../../../api/definition.ts';
import { given } from './optional.ts';

/** What the container may reach, and how containers talk to each other. */
export const Security = z.object({
  networkIsolation: z.boolean(),
  /** API only (spec console §10). */
  encryptTraffic: z.boolean(),
  /** A private network is sent when either list has an entry. */
  subnets: z.array(z.string()),
  securityGroups: z.array(z.string()),
});
export type Security = z.infer<typeof Security>;

export const blankSecurity = (): Security => ({
  networkIsolation: false,
  encryptTraffic: false,
  subnets: [],
  securityGroups: [],
});

export function writeSecurity({ networkIsolation, encryptTraffic, subnets, securityGroups }: Security) {
  const vpc = subnets.length > 0 || securityGroups.length > 0;
  return {
    EnableNetworkIsolation: networkIsolation,
    ...(encryptTraffic && { EnableInterContainerTrafficEncryption: true }),
    ...given('VpcConfig', vpc ? { Subnets: subnets, SecurityGroupIds: securityGroups } : undefined),
  };
}

type Members = Pick<
  HyperParameterTrainingJobDefinition,
  'EnableNetworkIsolation' | 'EnableInterContainerTrafficEncryption' | 'VpcConfig'
>;

export function readSecurity(definition: Members): Security {
  return {
    networkIsolation: definition.EnableNetworkIsolation ?? false,
    encryptTraffic: definition.EnableInterContainerTrafficEncryption ?? false,
    subnets: [...(definition.VpcConfig?.Subnets ?? [])],
    securityGroups: [...(definition.VpcConfig?.SecurityGroupIds ?? [])],
  };
}

/** Paths of the definition to fields of `Security`. */
export const SECURITY_FIELDS = {
  EnableNetworkIsolation: 'networkIsolation',
  EnableInterContainerTrafficEncryption: 'encryptTraffic',
  VpcConfig: 'subnets',
  'VpcConfig.SecurityGroupIds': 'securityGroups',
} as const;
