import { definitionsOf } from '../../api/definitions.ts';
import type { Handler } from '../handler.ts';
import { runAs } from '../run-as.ts';

export const listSimulations: Handler<'ListSimulations'> = async ({ store }) => ({
  Simulations: [...store.tuningJobs.values()].flatMap(({ name, request }) => {
    const simulated = definitionsOf(request).flatMap((each) => {
      const run = runAs(each);
      return run?.algorithm === 'surrogate'
        ? [{ ...(each.name === undefined ? {} : { DefinitionName: each.name }), Why: run.why }]
        : [];
    });
    return simulated.length === 0 ? [] : [{ HyperParameterTuningJobName: name, Definitions: simulated }];
  }),
});
