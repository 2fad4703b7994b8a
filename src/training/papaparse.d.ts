/**
 * The part of papaparse that is used here. Its published types bring Node's and the DOM's globals with them, which
 * would let timers and the clock compile in rooms that must do without.
 */
declare module 'papaparse/papaparse.min.js' {
  interface Problem {
    readonly code: string;
    readonly message: string;
    /** Place in `data`, from 0. */
    readonly row?: number;
  }
  interface Result {
    readonly data: string[][];
    readonly errors: readonly Problem[];
    readonly meta: { readonly delimiter: string };
  }
  const Papa: {
    parse(text: string, options?: { readonly preview?: number; readonly delimiter?: string }): Result;
  };
  export default Papa;
}
