import { linearLearner } from './linear-learner.ts';
import { mlp } from './mlp.ts';
import type { CatalogAlgorithm } from './types.ts';
import { xgboost } from './xgboost.ts';

/** Every algorithm that can be trained here, in the order of the picker. */
export const catalog: readonly CatalogAlgorithm[] = [xgboost, linearLearner, mlp];

/**
 * The algorithm of a training image; undefined for one that is not known. What counts is the repository: registries
 * differ by region, own images by account, and any version gets the one learner there is.
 */
export function algorithmOf(image: string): CatalogAlgorithm | undefined {
  const repository = repositoryOf(image);
  return repository === undefined
    ? undefined
    : catalog.find((each) => repositoryOf(each.image) === repository);
}

/** The repository in an ECR image URI: `<account>.dkr.ecr.<region>.amazonaws.com[.cn]/<repository>[:tag|@digest]`. */
function repositoryOf(image: string): string | undefined {
  return /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([^:@\s]+)(?:[:@]\S+)?$/.exec(
    image.trim(),
  )?.[1];
}
