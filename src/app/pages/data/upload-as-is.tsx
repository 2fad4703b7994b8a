import { zodResolver } from '@hookform/resolvers/zod';
import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useForm } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { call } from '../../client.ts';
import { TextField } from '../../fields/text-field.tsx';
import { useFlash } from '../../shell/flash.tsx';
import { hrefOf } from './places.ts';
import { looksPrepared, ObjectUri } from './prepare-values.ts';
import type { FileBody } from './read-file.ts';
import { ServiceForm } from './service-form.tsx';

const UploadForm = z.object({ uri: ObjectUri });
type UploadForm = z.infer<typeof UploadForm>;

interface Props {
  readonly file: FileBody;
  readonly fileName: string;
  /** Folder that is proposed. */
  readonly destination: string;
}

/** Stores a file unchanged: for data that has the form which algorithms read. */
export function UploadAsIs({ file: { body, encoding }, fileName, destination }: Props) {
  const form = useForm<UploadForm>({
    defaultValues: { uri: `${destination}${fileName}` },
    resolver: zodResolver(UploadForm),
    mode: 'onSubmit',
    reValidateMode: 'onSubmit',
    shouldFocusError: false,
  });
  const flash = useFlash();
  const navigate = useNavigate();
  return (
    <ServiceForm
      form={form}
      action="Upload"
      send={({ uri }) =>
        call('PutObject', { S3Uri: uri, Body: body, ...(encoding ? { Encoding: encoding } : {}) })
      }
      onDone={(_, { uri }) => {
        flash.add({ type: 'success', content: `${uri} is stored.` });
        void navigate(hrefOf(uri));
      }}
      fieldOf={(path) => (path?.[0] === 'S3Uri' ? 'uri' : undefined)}
    >
      <Container>
        <SpaceBetween size="l">
          {encoding && (
            <Alert type="info" header="Packed with gzip">
              It is stored as it is. Give the channel that reads it the compression type Gzip; every file of
              that channel has to be packed.
            </Alert>
          )}
          {fileName.toLowerCase().endsWith('.csv') && !looksPrepared(body) && (
            <Alert type="warning" header="The first line is not numbers">
              SageMaker's algorithms read CSV without header, label first, numbers only. A training job that
              reads this file as it is will fail; choose Prepare instead.
            </Alert>
          )}
          <TextField<UploadForm>
            name="uri"
            label="S3 location"
            description="An object that is there already is replaced. Channels read every object of their folder, so give each channel a folder of its own."
            constraintText="Bucket, folder and file name, such as s3://my-bucket/train/train.csv."
          />
        </SpaceBetween>
      </Container>
    </ServiceForm>
  );
}
