/**
 * What a training job printed. Kept beside its metrics, so it comes back after a reload; a long log keeps its first lines
 * and its latest, so that what is kept and saved of it stays bounded: while a training job runs it is saved several times a second.
 */
export interface TrainingLog {
  /** Epoch 0: printed after the last epoch. */
  readonly lines: { readonly epoch: number; readonly text: string }[];
  /** Characters of all lines. */
  chars: number;
  leftOut: number;
}

const MAX_CHARS = 60_000;
/** Lines at the start that are never left out. */
const HEAD = 50;

export const emptyLog = (): TrainingLog => ({ lines: [], chars: 0, leftOut: 0 });

/** Adds what was printed in one epoch; an empty text adds nothing. */
export function appendLog(log: TrainingLog, epoch: number, text: string): void {
  for (const line of text.split('\n')) {
    if (line === '') continue;
    log.lines.push({ epoch, text: line });
    log.chars += line.length;
  }
  if (log.chars <= MAX_CHARS) return;
  // A tenth at a time, or every further line would move all others.
  let out = 0;
  while (log.chars > 0.9 * MAX_CHARS && HEAD + out < log.lines.length - 1) {
    log.chars -= log.lines[HEAD + out]?.text.length ?? 0;
    out++;
  }
  log.lines.splice(HEAD, out);
  log.leftOut += out;
}

/** As it lies in the database: one text instead of many. */
export interface StoredLog {
  readonly text: string;
  readonly epochs: Uint32Array;
  readonly leftOut: number;
}

export const toStoredLog = ({ lines, leftOut }: TrainingLog): StoredLog => ({
  text: lines.map(({ text }) => text).join('\n'),
  epochs: Uint32Array.from(lines, ({ epoch }) => epoch),
  leftOut,
});

export function fromStoredLog({ text, epochs, leftOut }: StoredLog): TrainingLog {
  const texts = epochs.length === 0 ? [] : text.split('\n');
  return {
    lines: texts.map((line, i) => ({ epoch: epochs[i] ?? 0, text: line })),
    chars: text.length,
    leftOut,
  };
}
