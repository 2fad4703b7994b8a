import { definitionsOf } from '../api/definitions.ts';
import type { ModelFile } from '../training/types.ts';
import type { Objects } from './objects.ts';
import { outputFolder } from './outputs.ts';
import type { TrainingJobRecord, TuningJobRecord } from './records.ts';
import { runAs } from './run-as.ts';
import type { RunnerDeps } from './runner-deps.ts';
import type { Store } from './store.ts';

/**
 * Bytes of models that one tuning job keeps. A model after that is not stored: reading it trains it again, which gives
 * the same bits. So a tuning job of 750 training jobs does not fill the browser.
 */
export const MODELS_KEPT = 64_000_000;

/** Saves models and the files beside them, or notes that one is to be made when it is read. */
export function createModelKeeper(
  objects: Objects,
  store: Store,
  limit = MODELS_KEPT,
): RunnerDeps['saveArtifact'] {
  /** By tuning job. */
  const kept = new Map<string, number>();
  const keptOf = async (job: TuningJobRecord, path: string) => {
    const known = kept.get(job.name);
    if (known !== undefined) return known;
    const found = await objects.list(`${path.replace(/\/+$/, '')}/${job.name}-`);
    return found.reduce((sum, { size = 0 }) => sum + size, 0);
  };
  const save = async (folder: string, { name, text }: ModelFile) => {
    const uri = `${folder}${name}`;
    return (await objects.put({ uri, body: text, origin: 'Output' })).size ?? 0;
  };
  return async (
    job: TuningJobRecord,
    training: TrainingJobRecord,
    artifact: ModelFile,
    files: readonly ModelFile[],
  ) => {
    const tuned = definitionsOf(job.request)[training.definition];
    if (!tuned) return {};
    const path = tuned.definition.OutputDataConfig.S3OutputPath;
    const folder = outputFolder(path, training.name);
    const uri = `${folder}${artifact.name}`;
    const before = await keptOf(job, path);
    // A script need not come to the same again, so its model is kept.
    const again = runAs(tuned)?.algorithm !== 'script';
    if (again && before + artifact.text.length > limit) return { artifact: uri, modelOnDemand: true };
    try {
      let size = await save(folder, artifact);
      for (const file of files) size += await save(folder, file);
      kept.set(job.name, before + size);
      return { artifact: uri };
    } catch (thrown) {
      // A model that finds no room does not fail the training job: its curves and receipt are what tuning needs.
      store.storageError = thrown instanceof Error ? thrown.message : String(thrown);
      return again ? { artifact: uri, modelOnDemand: true } : {};
    }
  };
}
