import type { FromSandbox, SandboxTask, ToSandbox } from '../../lib/sandbox.ts';
import { openSandbox, type Said, type Sandbox } from './sandbox.ts';

/** Out of memory, most likely; a flood of messages makes it deaf as well. */
const GONE =
  'AlgorithmError: The training script used more memory than the browser gives a sandbox: its process does not answer any more.';

interface Run {
  readonly task: SandboxTask;
  /** The last epoch that was told. */
  epoch: number;
  /** Epochs wanted, from the first. */
  allowed: number;
  /** Absent while it waits to be tried again. */
  sandbox?: Sandbox;
}

/**
 * Runs users' scripts for the backend, each in a sandbox of its own, so that an endless loop, a crash or a flood of
 * messages ends that one training job.
 *
 * Sandboxes share a process. A script that uses up its memory takes the others along, and nobody says which one it was: so
 * those that died are tried again one after the other. They are seeded and come to where they were; the one under trial
 * when the process dies again has used too much. A script that nothing ran beside needs no trial.
 */
export function createScriptHost(
  post: (message: FromSandbox) => void,
  open: typeof openSandbox = openSandbox,
): (message: ToSandbox) => void {
  const runs = new Map<number, Run>();
  /** Died beside others; to be tried again. */
  const suspects: number[] = [];
  let onTrial: number | undefined;

  const hear = (id: number, run: Run, said: Said) => {
    switch (said.type) {
      case 'epoch':
        run.epoch = said.epoch;
        post({ type: 'epoch', id, epoch: said.epoch, log: said.log });
        return acquit(id);
      case 'done':
        leave(id);
        return post({ type: 'done', id, artifact: { name: 'model.json', text: said.artifact } });
      case 'failed':
        leave(id);
        return post({
          type: 'failed',
          id,
          message: `AlgorithmError: ${said.message}`,
          algorithmError: true,
        });
      case 'died':
        delete run.sandbox;
        return died(id, run);
    }
  };
  const begin = (id: number, run: Run) => {
    const { task, epoch, allowed } = run;
    run.sandbox = open({ ...task, skip: epoch }, allowed - epoch, (said) => hear(id, run, said));
  };
  const died = (id: number, run: Run) => {
    const alone = ![...runs.values()].some(({ sandbox }) => sandbox) && suspects.length === 0;
    if (onTrial === id || (alone && onTrial === undefined)) {
      leave(id);
      return post({ type: 'failed', id, message: GONE, algorithmError: true });
    }
    // It was waiting to be let on: what used the memory was another one.
    if (run.epoch >= run.allowed) return begin(id, run);
    suspects.push(id);
    nextTrial();
  };
  const nextTrial = () => {
    if (onTrial !== undefined) return;
    onTrial = suspects.shift();
    const run = onTrial === undefined ? undefined : runs.get(onTrial);
    if (run && onTrial !== undefined) begin(onTrial, run);
  };
  /** It has come further than where it died, or is over. */
  const acquit = (id: number) => {
    if (onTrial !== id) return;
    onTrial = undefined;
    nextTrial();
  };
  const leave = (id: number) => {
    runs.delete(id);
    if (suspects.includes(id)) suspects.splice(suspects.indexOf(id), 1);
    acquit(id);
  };

  return (message) => {
    const { id } = message;
    if (message.type === 'start') {
      const { task, credit } = message;
      const run: Run = { task, epoch: task.skip, allowed: task.skip + credit };
      runs.set(id, run);
      return begin(id, run);
    }
    const run = runs.get(id);
    if (message.type === 'more' && run) {
      run.allowed += message.credit;
      run.sandbox?.more(message.credit);
    } else if (run) {
      run.sandbox?.end();
      leave(id);
    }
  };
}
