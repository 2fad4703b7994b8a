import { S3Uri } from '../../../api/local.ts';
import type { ReadyData } from './sample-data.ts';

/**
 * The data that the wizard's address describes (`paths.createOnData`); undefined where it describes none. The label of
 * two classes is 0 or 1, of more a number from 0, whatever it was called in the table.
 */
export function readOwnData({
  data,
  classes,
  features,
}: Readonly<Partial<Record<string, string>>>): ReadyData | undefined {
  const folder = S3Uri.safeParse(data);
  const [count, columns] = [wholeNumber(classes), wholeNumber(features)];
  if (!folder.success || count === undefined) return undefined;
  return {
    folder: folder.data.replace(/\/*$/, '/'),
    task: count === 0 ? 'regression' : count > 2 ? 'multiclass' : 'binary',
    ...(count > 2 && { classes: count }),
    ...(columns !== undefined && { features: columns }),
  };
}

const wholeNumber = (text = '') => (/^\d{1,6}$/.test(text) ? Number(text) : undefined);
