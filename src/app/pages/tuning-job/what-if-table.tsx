import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { RuleReplay, StoppingRuleName } from '../../../api/foresight.ts';
import { formatDuration, formatNumber } from '../../format.ts';
import {
  certaintyText,
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
  const { Rules } = replays;
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
          minWidth: 150,
          cell: (replay) => (
            <>
              {ruleText(replay.Rule, patience)}
              <Box variant="small" display="block">
                {certaintyText(replay, replays)}
              </Box>
            </>
          ),
        },
        {
          id: 'stopped',
          header: 'Stopped early',
          minWidth: 85,
          cell: ({ Stops }) => <div className="numbers">{Stops.length}</div>,
        },
        {
          id: 'epochs',
          header: 'Epochs trained',
          minWidth: 110,
          cell: ({ Epochs, SavedEpochs }) => (
            <Spent spent={spanText(Epochs)} share={shareText(SavedEpochs, epochs)} />
          ),
        },
        {
          id: 'time',
          header: 'Training duration',
          minWidth: 150,
          cell: ({ TrainingSeconds, SavedTrainingSeconds }) => (
            <Spent
              spent={spanText(TrainingSeconds, formatDuration)}
              share={shareText(SavedTrainingSeconds, seconds)}
            />
          ),
        },
        {
          id: 'ends',
          header: 'Tuning job takes',
          minWidth: 110,
          cell: (replay) => (
            <div className="numbers">
              {formatDuration(replay.ElapsedSeconds)}
              {!isExact(replay) && replay.Rule !== 'Off' && (
                <Box variant="small" display="block">
                  at least
                </Box>
              )}
            </div>
          ),
        },
        {
          id: 'survives',
          header: 'Best training job',
          minWidth: 140,
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
          minWidth: 100,
          cell: ({ Best }) => <div className="numbers">{formatNumber(Best?.Value)}</div>,
        },
      ]}
    />
  );
}

/** What a rule takes, and below it the share that it saves. */
function Spent({ spent, share }: Readonly<Record<'spent' | 'share', string>>) {
  return (
    <div className="numbers">
      {spent}
      <Box variant="small" display="block">
        saves {share}
      </Box>
    </div>
  );
}
