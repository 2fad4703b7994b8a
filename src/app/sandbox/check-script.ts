import { openFrame } from './open-frame.ts';
import { tellFault } from './place.ts';

/** A script that is not loaded after so long does its work outside train. */
const LOADING_MS = 5_000;

/**
 * Loads a script as a training job would, in a sandbox that is gone afterwards, without calling `train`.
 *
 * @returns what is wrong with it, in a sentence with line and column; undefined when training can begin
 */
export function checkScript(script: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const end = (problem?: string) => {
      clearTimeout(late);
      frame.close();
      resolve(problem);
    };
    const late = setTimeout(
      () => end(`The script is not loaded after ${LOADING_MS / 1000} s. Its work belongs into train.`),
      LOADING_MS,
    );
    const frame = openFrame(script, (said) => {
      if (said.type === 'ready') end(said.train ? undefined : 'The script has no function named train.');
      if (said.type === 'error') end(tellFault(said, script));
    });
  });
}
