import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '../../client.ts';
import { paths } from '../../paths.ts';
import { requestsOf, SAMPLES, uniqueName, type SampleId } from '../../samples.ts';
import { explain } from '../../shell/errors.ts';
import { useFlash } from '../../shell/flash.tsx';

/** Creates a ready sample under a name of its own and goes to it. */
export function useRunSample(taken: readonly string[]) {
  const navigate = useNavigate();
  const flash = useFlash();
  return useMutation({
    mutationFn: async (id: SampleId) => {
      const name = uniqueName(SAMPLES[id].name, taken);
      for (const request of requestsOf(id, name)) await call('CreateHyperParameterTuningJob', request);
      return name;
    },
    onSuccess: (name) => {
      flash.add({ type: 'success', content: `Tuning job ${name} was created and is running.` });
      void navigate(paths.tuningJob(name, 'curves'));
    },
    onError: (thrown) => {
      const { cause, nextStep } = explain(thrown);
      flash.add({ type: 'error', header: `The sample could not be started: ${cause}`, content: nextStep });
    },
  });
}
