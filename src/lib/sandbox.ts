/** What the backend and the page say to each other about users' scripts: only a page can open a sandbox. */
export interface SandboxTask {
  /** Source of a module with a function `train`. */
  readonly script: string;
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** Text of all objects of a channel, by its name. */
  readonly channels: Readonly<Record<string, string>>;
  readonly seed: number;
  /** Epochs that were handled before a reload: computed again, not told. */
  readonly skip: number;
  /** Epochs after which it is ended; the state that it kept last becomes its model. */
  readonly most?: number;
}

export type ToSandbox =
  | { readonly type: 'start'; readonly id: number; readonly task: SandboxTask; readonly credit: number }
  | { readonly type: 'more'; readonly id: number; readonly credit: number }
  | { readonly type: 'stop'; readonly id: number };

export type FromSandbox =
  | { readonly type: 'epoch'; readonly id: number; readonly epoch: number; readonly log: string }
  | {
      readonly type: 'done';
      readonly id: number;
      readonly artifact: { readonly name: string; readonly text: string };
    }
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly message: string;
      readonly algorithmError: boolean;
    };
