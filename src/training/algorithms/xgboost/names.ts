export const objectiveIds = ['binary:logistic', 'reg:squarederror'] as const;
export type ObjectiveId = (typeof objectiveIds)[number];

export type MetricName = 'auc' | 'error' | 'logloss' | 'accuracy' | 'rmse' | 'mae' | 'mse';

/** The metrics that can be computed for an objective; `always`: emitted without being asked for. */
export const metricNames: Readonly<Record<ObjectiveId, readonly { name: MetricName; always: boolean }[]>> = {
  'binary:logistic': [
    { name: 'auc', always: true },
    { name: 'error', always: true },
    { name: 'logloss', always: true },
    { name: 'accuracy', always: false },
  ],
  'reg:squarederror': [
    { name: 'rmse', always: true },
    { name: 'mae', always: true },
    { name: 'mse', always: false },
  ],
};
