import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { PriceList } from '../../../api/prices.ts';
import { formatNumber } from '../../format.ts';
import { parsePercent } from './price-values.ts';

interface Props {
  readonly list: PriceList;
  /** Null: back to the default. */
  readonly onSave: (share: number | null) => Promise<void>;
}

/** What spot capacity costs of the price on demand. */
export function SpotShare({ list, onSave }: Props) {
  const [text, setText] = useState(formatNumber(100 * list.SpotPriceShare));
  const parsed = parsePercent(text);
  const fallback = `${formatNumber(100 * list.DefaultSpotPriceShare)} %`;
  return (
    <Container header={<Header variant="h2">Managed spot training</Header>}>
      <FormField
        label="Spot price, in percent of the price on demand"
        constraintText={`Above 0, at most 100. Spot prices move; AWS speaks of savings up to 90 %. ${fallback} is our own round figure.`}
        errorText={typeof parsed === 'string' ? parsed : undefined}
      >
        <SpaceBetween direction="horizontal" size="xs">
          <Input
            inputMode="decimal"
            value={text}
            onChange={({ detail }) => setText(detail.value)}
            ariaLabel="Spot price in percent"
          />
          <Button
            disabled={typeof parsed === 'string'}
            onClick={() => void (typeof parsed === 'number' && onSave(parsed))}
          >
            Save
          </Button>
          <Button
            disabled={list.SpotPriceShare === list.DefaultSpotPriceShare}
            onClick={() => void onSave(null)}
          >
            Use {fallback}
          </Button>
        </SpaceBetween>
      </FormField>
    </Container>
  );
}
