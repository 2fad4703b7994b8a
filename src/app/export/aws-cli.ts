import type { CreateHyperParameterTuningJobRequest } from '../../api/tuning-job.ts';
import { fileStem, shellWord } from './literals.ts';
import { requestJson } from './request-json.ts';

/** The command alone, for a request saved as `file`. */
export const awsCliCommand = (file: string): string =>
  `aws sagemaker create-hyper-parameter-tuning-job --cli-input-json ${shellWord(`file://${file}`)}`;

/** A shell script that writes the request beside itself and sends it. */
export function awsCli(request: CreateHyperParameterTuningJobRequest): string {
  const file = `${fileStem(request.HyperParameterTuningJobName)}.json`;
  // A quoted delimiter: the shell reads nothing in the text. No line of JSON can be the bare word.
  return `cat > ${shellWord(file)} <<'REQUEST'\n${requestJson(request)}\nREQUEST\n\n${awsCliCommand(file)}\n`;
}
