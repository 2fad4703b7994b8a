import { RpcError } from '../../lib/rpc.ts';

/** What went wrong and what to do about it, for any thrown value. */
export interface Explanation {
  readonly header: string;
  readonly cause: string;
  /** Empty where the cause says it. */
  readonly nextStep: string;
}

const message = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown));

/** The code of a failed call; undefined for anything else. */
export const codeOf = (thrown: unknown): string | undefined =>
  thrown instanceof RpcError ? thrown.code : undefined;

export function explain(thrown: unknown): Explanation {
  switch (codeOf(thrown)) {
    case 'ResourceNotFound':
      return {
        header: 'This does not exist',
        cause: message(thrown),
        nextStep:
          'It may have been deleted, or the address has a typing mistake. The list shows what there is.',
      };
    case 'ValidationException':
      return {
        header: 'The request was refused',
        cause: message(thrown),
        nextStep: 'Change what the message names and try again.',
      };
    case 'ResourceInUse':
      return { header: 'The name is taken', cause: message(thrown), nextStep: '' };
    case 'ResourceLimitExceeded':
      // The message names the limit, and what makes room.
      return { header: 'A limit is reached', cause: message(thrown), nextStep: '' };
    case 'BackendMoved':
      return {
        header: 'Another tab took over the work',
        cause: message(thrown),
        nextStep: 'Nothing is lost. Try again.',
      };
    default:
      return {
        header: 'Something went wrong',
        cause: message(thrown),
        nextStep:
          'Jobs are saved as they run. Reload the page; if it happens again, please report the message above.',
      };
  }
}
