import type { OperationName, Output, Parsed } from '../api/operations.ts';
import type { Context } from './context.ts';

/** An operation as a plain function: the input is parsed already, errors are thrown as RpcError. */
export type Handler<O extends OperationName> = (context: Context, input: Parsed<O>) => Promise<Output<O>>;
