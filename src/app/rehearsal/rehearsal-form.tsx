import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { REHEARSED_STRATEGIES } from '../../api/foresight.ts';
import { countError, type RehearsalSettings } from '../rehearsal.ts';

const COUNTS = [
  { name: 'seeds', label: 'Seeds', description: 'How often each strategy runs, each time with other draws.' },
  { name: 'jobs', label: 'Training jobs', description: 'Of every tuning job that is played.' },
  { name: 'parallel', label: 'In parallel', description: 'Training jobs at a time.' },
] as const;

interface RehearsalFormProps {
  /** What the fields start with. */
  readonly settings: RehearsalSettings;
  /** Grid search goes through combinations of categories and nothing else. */
  readonly gridFits: boolean;
  readonly running: boolean;
  readonly onStart: (settings: RehearsalSettings) => void;
  readonly onCancel: () => void;
}

/** Which strategies are played, how often and how long. */
export function RehearsalForm({ settings, gridFits, running, onStart, onCancel }: RehearsalFormProps) {
  const [strategies, setStrategies] = useState(settings.strategies);
  const [early, setEarly] = useState(settings.earlyStopping === 'Auto');
  const [counts, setCounts] = useState({
    seeds: String(settings.seeds),
    jobs: String(settings.jobs),
    parallel: String(settings.parallel),
  });
  const [pressed, setPressed] = useState(false);
  const none = strategies.length === 0;
  const start = () => {
    setPressed(true);
    if (none || COUNTS.some(({ name }) => countError(name, counts[name]) !== undefined)) return;
    onStart({
      strategies: REHEARSED_STRATEGIES.filter((each) => strategies.includes(each)),
      seeds: Number(counts.seeds),
      jobs: Number(counts.jobs),
      parallel: Number(counts.parallel),
      earlyStopping: early ? 'Auto' : 'Off',
    });
  };
  return (
    <SpaceBetween size="m">
      <FormField
        label="Strategies"
        errorText={pressed && none ? 'Choose at least one strategy.' : undefined}
        stretch
      >
        <SpaceBetween direction="horizontal" size="l">
          {REHEARSED_STRATEGIES.map((strategy) => (
            <Checkbox
              key={strategy}
              checked={strategies.includes(strategy)}
              disabled={running || (strategy === 'Grid' && !gridFits)}
              description={strategy === 'Grid' && !gridFits ? 'Needs categorical ranges only.' : undefined}
              onChange={({ detail }) =>
                setStrategies((before) =>
                  detail.checked ? [...before, strategy] : before.filter((each) => each !== strategy),
                )
              }
            >
              {strategy}
            </Checkbox>
          ))}
        </SpaceBetween>
      </FormField>
      <ColumnLayout columns={3}>
        {COUNTS.map(({ name, label, description }) => (
          <FormField
            key={name}
            label={label}
            description={description}
            errorText={pressed ? countError(name, counts[name]) : undefined}
          >
            <Input
              value={counts[name]}
              inputMode="numeric"
              disabled={running}
              onChange={({ detail }) => setCounts((before) => ({ ...before, [name]: detail.value }))}
            />
          </FormField>
        ))}
      </ColumnLayout>
      <Checkbox
        checked={early}
        disabled={running}
        description="Hyperband stops training jobs by its own rungs, whatever is chosen here."
        onChange={({ detail }) => setEarly(detail.checked)}
      >
        Early stopping by the median rule
      </Checkbox>
      {running ? (
        <Button onClick={onCancel}>Cancel rehearsal</Button>
      ) : (
        <Button variant="primary" onClick={start}>
          Start rehearsal
        </Button>
      )}
    </SpaceBetween>
  );
}
