import type { CsvObject, CsvSource } from './datasets.ts';
import { AlgorithmError, type Dataset } from './types.ts';

/**
 * Images as text, for pictures that would be several times larger as CSV.
 *
 * The first line is `images,<channels>x<height>x<width>,<levels>` with 16 or 256 levels of brightness; every further
 * line is one image, `<label>,<pixels>`: one hexadecimal digit a value at 16 levels, two at 256, channel by channel,
 * row by row from the top left. Values become numbers from 0 to 1. Lines at the end may be blank.
 */
const HEADER = /^images,(\d{1,4})x(\d{1,4})x(\d{1,4}),(16|256)\r?$/;

/** Whether a file says of itself that it is in this form. */
export const isImages = ({ text }: CsvObject): boolean => text.startsWith('images,');

/** Reads a channel of such files, which all have the same header. Throws AlgorithmError, naming file and line. */
export function readImages(files: readonly CsvObject[], { channel }: CsvSource): Dataset {
  let header: string | undefined;
  const labels: number[] = [];
  const parts: Float32Array[] = [];
  let columns = 0;
  for (const { uri, text } of files) {
    const lines = text.trimEnd().split('\n');
    const refuse = (line: number, problem: string) =>
      new AlgorithmError(
        `ClientError: Unable to read data channel '${channel}' (${uri.slice(uri.lastIndexOf('/') + 1)}, line ${line}): ${problem}`,
      );
    const first = HEADER.exec(lines[0] ?? '');
    if (!first) throw refuse(1, 'found no header such as images,1x28x28,16.');
    if (header !== undefined && header !== first[0].trim())
      throw refuse(1, `the files before it say ${header}.`);
    header = first[0].trim();
    columns = Number(first[1]) * Number(first[2]) * Number(first[3]);
    const digits = first[4] === '16' ? 1 : 2;
    for (let l = 1; l < lines.length; l++) {
      const [label = '', pixels = '', ...rest] = lines[l]!.trimEnd().split(',');
      if (!/^\d+$/.test(label) || rest.length > 0)
        throw refuse(l + 1, 'an image is written as <label>,<pixels>.');
      if (pixels.length !== columns * digits) {
        throw refuse(l + 1, `found ${pixels.length} digits where ${header} needs ${columns * digits}.`);
      }
      const values = new Float32Array(columns);
      for (let i = 0; i < columns; i++) {
        const value = Number.parseInt(pixels.slice(i * digits, (i + 1) * digits), 16);
        values[i] = value / (16 ** digits - 1);
      }
      if (!/^[0-9a-f]*$/i.test(pixels)) throw refuse(l + 1, 'the pixels are not hexadecimal digits.');
      labels.push(Number(label));
      parts.push(values);
    }
  }
  if (labels.length === 0) {
    throw new AlgorithmError(`ClientError: Unable to read data channel '${channel}': it holds no images.`);
  }
  const features = new Float32Array(labels.length * columns);
  parts.forEach((values, row) => features.set(values, row * columns));
  return { rows: labels.length, columns, features, labels: Float32Array.from(labels) };
}
