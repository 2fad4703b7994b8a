import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Output } from '../../../api/operations.ts';
import { call } from '../../client.ts';
import { type FileBody, readFile } from './read-file.ts';

/** A file being read, and then having its columns looked at if it is text. */
export interface Reading {
  /** Takes the place of the file before. `onRead` hears whether it is text. */
  readonly start: (file: File, onRead: (body: FileBody) => void) => void;
  /** Ends what is under way and forgets the file. */
  readonly reset: () => void;
  /** What goes on: bytes are read, or columns looked at. */
  readonly stage: 'reading' | 'inspecting' | undefined;
  /** Name of the work on its columns. */
  readonly work: string;
  /** Bytes read so far. */
  readonly bytes: number;
  readonly body: FileBody | undefined;
  readonly inspected: Output<'InspectDataset'> | undefined;
  readonly readError: Error | null;
  readonly inspectError: Error | null;
}

export function useReading(): Reading {
  const [bytes, setBytes] = useState(0);
  const [work] = useState(() => crypto.randomUUID());
  const reading = useRef<AbortController>(null);
  const read = useMutation<FileBody, Error, File>({
    mutationFn: (file) => {
      const controller = new AbortController();
      reading.current = controller;
      return readFile(file, { onProgress: setBytes, signal: controller.signal });
    },
  });
  const inspect = useMutation<Output<'InspectDataset'>, Error, string>({
    mutationFn: (Body) => call('InspectDataset', { Body, WorkId: work }),
  });
  const reset = () => {
    reading.current?.abort();
    if (inspect.isPending) void call('CancelDataWork', { WorkId: work });
    setBytes(0);
    read.reset();
    inspect.reset();
  };
  return {
    start: (file, onRead) => {
      reset();
      read.mutate(file, {
        onSuccess: (body) => {
          onRead(body);
          if (!body.encoding) inspect.mutate(body.body);
        },
      });
    },
    reset,
    stage: read.isPending ? 'reading' : inspect.isPending ? 'inspecting' : undefined,
    work,
    bytes,
    body: read.data,
    inspected: inspect.data,
    readError: read.error,
    inspectError: inspect.error,
  };
}
