import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '../../client.ts';
import { paths } from '../../paths.ts';
import { SAMPLE_TEXTS, type SampleId } from '../../sample-list.ts';
import { explain } from '../../shell/errors.ts';
import { useFlash } from '../../shell/flash.tsx';

/** Creates a ready sample under a name of its own and goes to it; of a pair, to the comparison. */
export function useRunSample(taken: readonly string[]) {
  const navigate = useNavigate();
  const flash = useFlash();
  return useMutation({
    mutationFn: async (id: SampleId) => {
      const { requestsOf, uniqueName } = await import('../../samples.ts');
      const name = uniqueName(SAMPLE_TEXTS[id].name, taken);
      const requests = requestsOf(id, name);
      for (const request of requests) await call('CreateHyperParameterTuningJob', request);
      return requests.map((request) => request.HyperParameterTuningJobName);
    },
    onSuccess: ([name = '', ...others]) => {
      const jobs = [name, ...others];
      flash.add({
        type: 'success',
        content:
          others.length === 0
            ? `Tuning job ${name} was created.`
            : `Tuning jobs ${jobs.join(' and ')} were created. They differ in early stopping alone.`,
      });
      void navigate(others.length === 0 ? paths.tuningJob(name, 'curves') : paths.compare(jobs));
    },
    onError: (thrown) => {
      const { cause, nextStep } = explain(thrown);
      flash.add({ type: 'error', header: `The sample could not be started: ${cause}`, content: nextStep });
    },
  });
}
