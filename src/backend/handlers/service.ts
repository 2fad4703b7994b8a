import type { Handler } from '../handler.ts';

export const describeService: Handler<'DescribeService'> = async ({ store, workers }) => ({
  Workers: workers,
  ...(store.storageError === undefined ? {} : { StorageError: store.storageError }),
});
