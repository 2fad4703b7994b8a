import { useMutation } from '@tanstack/react-query';
import type { RpcError } from '../../../lib/rpc.ts';
import { call } from '../../client.ts';
import { explain } from '../../shell/errors.ts';
import { useFlash } from '../../shell/flash.tsx';
import { nameOf } from './places.ts';
import { bytesOf } from './read-file.ts';

/** Saves an object as a file of the user's. */
export function useDownload() {
  const flash = useFlash();
  return useMutation<void, RpcError, string>({
    mutationFn: async (S3Uri) => {
      const { Body, Encoding } = await call('GetObject', { S3Uri });
      const bytes = bytesOf({ body: Body, ...(Encoding ? { encoding: Encoding } : {}) });
      const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
      const link = document.createElement('a');
      link.href = url;
      link.download = nameOf(S3Uri);
      link.click();
      URL.revokeObjectURL(url);
    },
    onError: (error, uri) => {
      const { cause, nextStep } = explain(error);
      flash.add({
        type: 'error',
        header: `${nameOf(uri)} could not be downloaded`,
        content: `${cause} ${nextStep}`,
      });
    },
  });
}
