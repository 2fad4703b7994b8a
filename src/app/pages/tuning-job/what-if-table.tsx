import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { RuleReplay, StoppingRuleName } from '../../../api/foresight.ts';
import { formatDuration, formatNumber } from '../../format.ts';
import {
  isExact,
  ruleText,
  shareText,
  spanText,
  survivalText,
  type StoppingRuleReplays,
} from '../../what-if.ts';

interface WhatIfTableProps {
  readonly replays: StoppingRuleReplays;
  readonly patience: number;
  readonly selected: StoppingRuleName;
  readonly onSelect: (rule: StoppingRuleName) => void;
}

/** One row a rule; the selected one's curves are drawn. */
export function WhatIfTable({ replays, patience, selected, onSelect }: WhatIfTableProps) {
  const { Rules, RanWith } = replays;
  const epochs = Rules.find(({ Rule }) => Rule === 'Off')?.Epochs.AtMost ?? 0;
  const seconds = Rules.find(({ Rule }) => Rule === 'Off')?.TrainingSeconds.AtMost ?? 0;
  return (
    <Table<RuleReplay>
      variant="embedded"
      contentDensity="compact"
      wrapLines
      items={Rules}
      trackBy="Rule"
      selectionType="single"
      selectedItems={Rules.filter(({ Rule }) => Rule === selected)}
      onSelectionChange={({ detail }) => {
        const [chosen] = detail.selectedItems;
        if (chosen) onSelect(chosen.Rule);
      }}
      ariaLabels={{
        tableLabel: 'Stopping rules',
        selectionGroupLabel: 'Draw the curves of a rule',
        itemSelectionLabel: (_, { Rule }) => `Draw the curves under ${ruleText(Rule, patience)}`,
      }}
      columnDefinitions={[
        {
          id: 'rule',
          header: 'Rule',
          isRowHeader: true,
          minWidth: 160,
          cell: ({ Rule }) => `${ruleText(Rule, patience)}${Rule === RanWith ? ' (as it ran)' : ''}`,
        },
        {
          id: 'stopped',
          header: 'Stopped early',
          cell: ({ Stops }) => <div className="numbers">{Stops.length}</div>,
        },
        {
          id: 'epochs',
          header: 'Epochs trained',
          cell: ({ Epochs }) => <div className="numbers">{spanText(Epochs)}</div>,
        },
        {
          id: 'saved',
          header: 'Epochs saved',
          cell: ({ SavedEpochs }) => (
            <div className="numbers">
              {spanText(SavedEpochs)} ({shareText(SavedEpochs, epochs)})
            </div>
          ),
        },
        {
          id: 'time',
          header: 'Training time saved',
          minWidth: 130,
          cell: ({ SavedTrainingSeconds }) => (
            <div className="numbers">
              {spanText(SavedTrainingSeconds, formatDuration)} ({shareText(SavedTrainingSeconds, seconds)})
            </div>
          ),
        },
        {
          id: 'ends',
          header: 'Tuning job takes',
          cell: (replay) => (
            <div className="numbers">
              {isExact(replay) || replay.Rule === 'Off' ? '' : 'at least '}
              {formatDuration(replay.ElapsedSeconds)}
            </div>
          ),
        },
        {
          id: 'survives',
          header: 'Best training job runs to its end',
          cell: (replay) => (
            <StatusIndicator
              type={replay.BestSurvives === undefined ? 'info' : replay.BestSurvives ? 'success' : 'error'}
            >
              {survivalText(replay)}
            </StatusIndicator>
          ),
        },
        {
          id: 'best',
          header: 'Best value kept',
          cell: ({ Best }) => <div className="numbers">{formatNumber(Best?.Value)}</div>,
        },
        {
          id: 'known',
          header: 'Known',
          minWidth: 140,
          cell: ({ Unknown }) =>
            Unknown.length === 0 ? 'Exactly' : `Not beyond where ${Unknown.length} really ended`,
        },
      ]}
    />
  );
}
