import type { z } from 'zod';
import type { OperationName, operations } from '../api/operations.ts';
import type { Context } from './context.ts';

/** An operation as a plain function: the input is parsed already, errors are thrown as RpcError. */
export type Handler<O extends OperationName> = (
  context: Context,
  input: z.output<(typeof operations)[O]['input']>,
) => Promise<z.output<(typeof operations)[O]['output']>>;
