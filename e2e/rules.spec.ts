import type { Locator, Page } from '@playwright/test';
import { chooseStrategy, createJob, expect, next, test } from './fixtures.ts';

/**
 * Every rule of the validation matrix (spec rules §18, V1–V16) as somebody meets it who fills the wizard: what breaks it
 * is refused at its field with the service's sentence, or cannot be entered and says why; mended, it goes through.
 */

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

/** Opens the wizard filled for XGBoost on the churn data. */
async function open(page: Page, name: string): Promise<void> {
  await page.goto('/tuning-jobs/create?sample=xgboost-churn');
  await page.getByLabel('Tuning job name').fill(name);
}

/** Enters a text and leaves the field: the sentence stands at it, read with it by a screen reader. */
async function refused(field: Locator, text: string, sentence: string | RegExp): Promise<void> {
  await field.fill(text);
  await field.blur();
  await expect(field).toHaveAccessibleDescription(
    typeof sentence === 'string' ? new RegExp(sentence.replaceAll(/[().?]/g, String.raw`\$&`)) : sentence,
  );
  await expect(field).toHaveAttribute('aria-invalid', 'true');
}

async function taken(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await expect(field).not.toHaveAttribute('aria-invalid', 'true');
}

/** Chooses from the list of a select by its label. */
async function choose(page: Page, select: string, option: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${select}`) }).click();
  await page.getByRole('option', { name: option }).first().click();
}

interface Request {
  HyperParameterTuningJobConfig: Record<string, unknown> & { ParameterRanges: Record<string, unknown> };
  TrainingJobDefinition: Record<string, unknown> & { InputDataConfig: Record<string, unknown>[] };
}

/** Changes the request beside the form and applies it: for what the form gives no way to enter. */
async function editJson(page: Page, change: (request: Request) => object): Promise<void> {
  await page.getByRole('button', { name: 'Show JSON' }).click();
  const box = page.getByRole('textbox', { name: 'Request as JSON' });
  await expect(box).toHaveValue(/HyperParameterTuningJobName/);
  await box.fill(JSON.stringify(change(JSON.parse(await box.inputValue()) as Request)));
  await page.getByRole('button', { name: 'Apply to the form' }).click();
  await expect(page.getByText('Applied to the form.')).toBeVisible();
  await page.getByRole('button', { name: 'Hide JSON' }).click();
}

async function editDefinition(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'TrainingJobDefinition-1', exact: true }).click();
  await expect(heading(page, 'Configure algorithm and parameters')).toBeVisible();
}

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click();

/** On from the definitions to a tuning job that the service has taken. */
async function created(page: Page, name: string): Promise<void> {
  await expect(heading(page, 'Create training job definition(s)')).toBeVisible();
  await next(page);
  await expect(heading(page, 'Configure tuning job resources')).toBeVisible();
  await next(page);
  await expect(heading(page, 'Review and create')).toBeVisible();
  await createJob(page);
  await expect(heading(page, name)).toBeVisible();
}

test('V1, V4, V11, V14: name, Hyperband, limits and criteria', async ({ page }) => {
  await open(page, 'used');
  await next(page);
  await created(page, 'used');

  await open(page, 'limits');
  const name = page.getByLabel('Tuning job name');
  await refused(name, '-no-', 'Enter 1–32 letters');
  await refused(name, 'a'.repeat(33), 'Enter 1–32 letters');
  await refused(name, 'USED', 'Hyper Parameter Tuning Job with name used already exists');
  await next(page);
  await expect(heading(page, 'Define job settings')).toBeVisible();
  await taken(name, 'limits');

  await expect(page.getByRole('button', { name: /^Training job early stop Auto/ })).toBeEnabled();
  await chooseStrategy(page, 'Hyperband');
  await expect(page.getByRole('button', { name: /^Training job early stop Off/ })).toBeDisabled();
  await expect(page.getByText('Off: Hyperband stops training jobs itself.')).toBeVisible();
  const [least, most] = [page.getByLabel(/^Minimum resource/), page.getByLabel(/^Maximum resource/)];
  await refused(least, '0', /at least 1/);
  await taken(least, '9');
  await next(page);
  await expect(most).toBeFocused();
  await expect(most).toHaveAccessibleDescription(/Enter a maximum resource, or set one of epochs/);
  await refused(most, '8', 'at least the minimum (9)');
  await refused(most, '20001', 'at most 20,000');
  await taken(most, '27');
  await next(page);
  await next(page);

  const [parallel, jobs] = [
    page.getByLabel('Maximum parallel training jobs'),
    page.getByLabel('Maximum training jobs', { exact: true }),
  ];
  await refused(parallel, '11', 'At most 10 training jobs run in parallel.');
  await refused(jobs, '751', 'With strategy Hyperband, at most 750 training jobs.');
  await taken(jobs, '4');
  await refused(parallel, '5', 'No more can run in parallel than in total (4).');
  await taken(parallel, '4');
  await refused(jobs, '', 'Enter a number of training jobs, a maximum duration or a completion criterion.');
  await taken(jobs, '4');
  await refused(page.getByLabel(/^Target objective metric value/), 'high', /number/i);
  await taken(page.getByLabel(/^Target objective metric value/), '0.999');
  const patience = page.getByLabel(/^Maximum training jobs without improvement/);
  await refused(patience, '2', /at least 3/);
  await taken(patience, '3');
  const runtime = page.getByRole('textbox', { name: /^Maximum runtime of the tuning job/ });
  await choose(page, '.*Maximum runtime of the tuning job - optional unit', 'seconds');
  await refused(runtime, '119', 'Enter a whole number from 120 to 15,768,000.');
  await refused(runtime, '15768001', 'Enter a whole number from 120 to 15,768,000.');
  await taken(runtime, '15768000');
  await refused(page.getByLabel(/^Random seed/), '-1', /at least 0/);
  await taken(page.getByLabel(/^Random seed/), '0');
  await next(page);
  await createJob(page);
  await expect(heading(page, 'limits')).toBeVisible();
});

test('V2, V5, V6, V7, V8, V11b: ranges and what there is to search', async ({ page }) => {
  await open(page, 'ranges');
  await next(page);
  await editDefinition(page);
  const [low, high] = [page.getByLabel('Minimum of eta'), page.getByLabel('Maximum of eta')];
  await refused(low, '0', 'Logarithmic scaling needs a minimum above 0.');
  await choose(page, 'Scaling type of eta', 'ReverseLogarithmic');
  await expect(low).not.toHaveAttribute('aria-invalid', 'true');
  await refused(high, '1', 'Reverse logarithmic scaling needs a maximum below 1.');
  await taken(high, '0.9');
  await taken(low, '0.1');
  await refused(high, '0.1', 'The maximum has to be above the minimum.');
  await taken(high, '0.2');
  await page.getByRole('button', { name: /^Scaling type of max_depth/ }).click();
  await expect(page.getByRole('option', { name: 'Logarithmic', exact: true })).toBeVisible();
  // Not for whole numbers.
  await expect(page.getByRole('option', { name: 'ReverseLogarithmic' })).toHaveCount(0);
  await page.keyboard.press('Escape');

  // eta has limits of its own; another one has not.
  await page.getByRole('button', { name: 'Add tuning variable' }).click();
  await expect(page.getByLabel('Hyperparameter name')).toBeFocused();
  await page.keyboard.type('own');
  await choose(page, 'Type of own', 'Continuous');
  await choose(page, 'Scaling type of own', 'ReverseLogarithmic');
  await page.getByLabel('Maximum of own').fill('0.5');
  const own = page.getByLabel('Minimum of own');
  await refused(own, '-1', 'Reverse logarithmic scaling needs a minimum of at least 0.');
  await choose(page, 'Type of own', 'Categorical');
  const values = page.getByLabel('Values of own');
  await refused(values, 'a', 'Give at least two values, or make it Static.');
  await refused(values, 'a, a', 'The value a is listed twice.');
  await page.getByRole('button', { name: 'Remove own' }).click();
  await expect(page.getByRole('button', { name: 'Add tuning variable' })).toBeFocused();

  for (const tuned of ['eta', 'min_child_weight', 'subsample', 'colsample_bytree', 'max_depth'])
    await choose(page, `Type of ${tuned}`, 'Static');
  await next(page);
  await expect(page.getByText('Tune at least one hyperparameter.')).toBeVisible();
  await choose(page, 'Type of max_depth', 'Integer');
  await expect(page.getByText('Tune at least one hyperparameter.')).toHaveCount(0);
  await taken(page.getByLabel('Minimum of max_depth'), '1');
  await taken(page.getByLabel('Maximum of max_depth'), '3');
  await next(page);
  await next(page);
  await save(page);
  await next(page);
  const jobs = page.getByLabel('Maximum training jobs', { exact: true });
  await refused(jobs, '4', 'The ranges have only 3 combinations');
  await taken(jobs, '3');

  // More than the form's table could be asked for by hand in a minute.
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ Name: `h${i}`, Values: ['1', '2'] }));
  const ranges = (count: number) => (request: Request) => {
    const { HyperParameterTuningJobConfig: config } = request;
    return {
      ...request,
      HyperParameterTuningJobConfig: {
        ...config,
        ParameterRanges: { ...config.ParameterRanges, CategoricalParameterRanges: many(count) },
      },
    };
  };
  const manyTuned = page.getByText('At most 30 hyperparameters can be tuned; there are 31.');
  await editJson(page, ranges(30));
  await expect(manyTuned).toBeVisible();
  await editJson(page, ranges(29));
  await expect(manyTuned).toHaveCount(0);
  const fixed = (count: number) => (request: Request) => ({
    ...ranges(1)(request),
    TrainingJobDefinition: {
      ...request.TrainingJobDefinition,
      StaticHyperParameters: Object.fromEntries(Array.from({ length: count }, (_, i) => [`s${i}`, '1'])),
    },
  });
  const manyInAll = page.getByText('At most 99 hyperparameters, static and tuned; there are 100.');
  await editJson(page, fixed(98));
  await expect(manyInAll).toBeVisible();
  await editJson(page, fixed(97));
  await expect(manyInAll).toHaveCount(0);
});

test('V5: Grid takes categories only, counts its training jobs itself, at most 750', async ({ page }) => {
  await open(page, 'grid-rules');
  await chooseStrategy(page, 'Grid');
  await expect(page.getByText('Grid takes categorical ranges only, and some definitions')).toBeVisible();
  await expect(page.getByLabel('Enable warm start')).toBeDisabled();
  await expect(page.getByText('not with Grid.')).toBeVisible();
  await next(page);
  await next(page);
  await expect(page.getByRole('link', { name: 'TrainingJobDefinition-1' })).toBeFocused();
  await editDefinition(page);
  await next(page);
  await expect(page.getByText('Grid search takes categorical hyperparameters only.')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Previous' }).click();
  await page.getByRole('button', { name: 'Make them categorical' }).click();
  await expect(page.getByText('243 combinations: as many training jobs, of at most 750.')).toBeVisible();
  await next(page);
  await editDefinition(page);
  await page.getByLabel('Values of eta').fill('0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1');
  await next(page);
  await next(page);
  await save(page);
  await next(page);
  const jobs = page.getByLabel('Maximum training jobs', { exact: true });
  await expect(jobs).toHaveValue('810');
  await expect(jobs).not.toBeEditable();
  await next(page);
  await expect(jobs).toHaveAccessibleDescription(/The grid has 810 combinations; at most 750 run./);
  await page.getByRole('button', { name: 'Previous' }).click();
  await editDefinition(page);
  await page.getByLabel('Values of eta').fill('0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9');
  await next(page);
  await next(page);
  await save(page);
  await created(page, 'grid-rules');
});

test('V3, V13: several definitions or a parent that does not fit', async ({ page }) => {
  await open(page, 'parents');
  await next(page);
  await created(page, 'parents');
  await open(page, 'alone');
  await page.getByLabel('Enable warm start').check();
  await next(page);
  await expect(page.getByText('Choose 1 to 5 parent tuning jobs.')).toBeVisible();
  // The parent is still running.
  await expect(page.getByLabel('Choose parents', { exact: true })).toBeDisabled();
  await expect(page.getByRole('table', { name: 'Earlier tuning jobs' })).toContainText('Not eligible');
  await page.getByLabel('Enable warm start').uncheck();
  await next(page);
  await page.getByRole('button', { name: 'Action for TrainingJobDefinition-1' }).click();
  await page.getByRole('menuitem', { name: 'Clone' }).click();
  await expect(page.getByRole('link', { name: 'TrainingJobDefinition-1-copy' })).toBeFocused();
  const both = 'This tuning job has several, so both are off.';
  await expect(page.getByText(both)).toBeVisible();
  await page.getByRole('button', { name: 'Previous' }).click();
  await expect(page.getByRole('button', { name: /^Training job early stop Off/ })).toBeDisabled();
  await expect(page.getByText(both)).toBeVisible();
  await expect(page.getByLabel('Enable warm start')).toBeDisabled();
  await expect(
    page.getByText('Warm start works with a single training job definition; this tuning job has several.'),
  ).toBeVisible();
  await next(page);
  await page.getByRole('link', { name: 'TrainingJobDefinition-1-copy' }).click();
  await refused(
    page.getByLabel('Training job definition name'),
    'TrainingJobDefinition-1',
    'There is a definition TrainingJobDefinition-1 already.',
  );
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('button', { name: 'Action for TrainingJobDefinition-1-copy' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
  await expect(page.getByText(both)).toHaveCount(0);
  await page.getByRole('button', { name: 'Previous' }).click();
  // The choice was only set aside.
  await expect(page.getByRole('button', { name: /^Training job early stop Auto/ })).toBeEnabled();
  await next(page);
  await page.getByRole('button', { name: 'Action for TrainingJobDefinition-1' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await next(page);
  await expect(page.getByText('Give 1 to 10 training job definitions.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: 'TrainingJobDefinition-1' })).toBeFocused();
  await created(page, 'alone');
});

test('V9, V10, V12, V15, V16: metrics, channels, spot training, keys and locations', async ({ page }) => {
  await open(page, 'parts');
  await next(page);
  await editDefinition(page);
  // XGBoost reports every epoch; Linear Learner's ROC area comes at the end.
  await choose(page, 'Choose an algorithm', /^Linear Learner/);
  await choose(page, 'Objective metric', 'validation:roc_auc_score');
  await expect(
    page.getByText('is not reported after every epoch, so early stopping will not act'),
  ).toBeVisible();
  await choose(page, 'Objective metric', 'validation:objective_loss');
  await expect(page.getByText('is not reported after every epoch')).toHaveCount(0);
  await choose(page, 'Choose an algorithm', /^XGBoost/);
  await expect(page.getByRole('button', { name: /^Objective metric validation:auc/ })).toBeVisible();

  await editJson(page, (request) => ({
    ...request,
    TrainingJobDefinition: {
      ...request.TrainingJobDefinition,
      AlgorithmSpecification: {
        ...(request.TrainingJobDefinition['AlgorithmSpecification'] as object),
        MetricDefinitions: [{ Name: 'validation:auc', Regex: 'auc=(.*)' }],
      },
    },
  }));
  await expect(
    page.getByText('This algorithm brings its own metrics: remove the metric definitions.'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Remove metric validation:auc' }).click();
  await expect(page.getByText('This algorithm brings its own metrics')).toHaveCount(0);

  await page.getByRole('radio', { name: /^Your own algorithm container/ }).click();
  await page
    .getByRole('button', { name: /^Remove metric/ })
    .first()
    .click();
  await next(page);
  await expect(page.getByText(/Define the objective metric .* with a regular expression/)).toBeVisible();
  await page.getByRole('radio', { name: /^Amazon SageMaker built-in/ }).click();
  await next(page);

  const names = page.getByRole('combobox', { name: 'Channel name' });
  await refused(names.nth(1), 'train', 'There is a channel train already.');
  await taken(names.nth(1), 'validation');
  await page.getByRole('button', { name: 'Remove channel validation' }).click();
  await expect(page.getByRole('button', { name: 'Add channel' })).toBeFocused();
  await page.getByRole('button', { name: 'Remove channel train' }).click();
  await next(page);
  await expect(page.getByText('XGBoost needs a channel named train.')).toBeVisible();
  await choose(page, '.*Use sample dataset', /^Customer churn/);
  await expect(page.getByText('XGBoost needs a channel named train.')).toHaveCount(0);
  const places = page.getByRole('combobox', { name: 'S3 location' });
  await refused(places.first(), 'churn/train', /s3:\/\//);
  await taken(places.first(), 's3://etude-samples/churn/train/');
  const output = page.getByRole('combobox', { name: 'S3 output path' });
  await refused(output, `s3://${'a'.repeat(1020)}`, /1,?024/);
  await taken(output, 's3://etude-output/');
  const key = page.getByLabel(/^Encryption key/);
  await refused(key, 'k'.repeat(2049), /2,?048/);
  await taken(key, 'alias/mine');
  await next(page);

  await page.getByLabel(/^Enable managed spot training/).check();
  const wait = page.getByRole('textbox', { name: /^Maximum wait time/ });
  await refused(wait, '23', 'wait at least as long as the maximum duration (86400 s)');
  await refused(wait, '25', 'Without checkpoints, spot training of a built-in algorithm waits at most 3,600');
  await page.getByRole('button', { name: 'Previous' }).click();
  await page.getByRole('button', { name: 'Checkpoint configuration' }).click();
  await page
    .getByRole('combobox', { name: /^S3 location - optional/ })
    .fill('s3://etude-output/checkpoints/');
  await next(page);
  await expect(wait).not.toHaveAttribute('aria-invalid', 'true');
  await save(page);

  const channels = (count: number) => (request: Request) => {
    const { TrainingJobDefinition: definition } = request;
    const [train, ...others] = definition.InputDataConfig;
    const more = Array.from({ length: count - 2 }, (_, i) => ({ ...train, ChannelName: `more-${i}` }));
    return {
      ...request,
      TrainingJobDefinition: { ...definition, InputDataConfig: [train, ...others, ...more] },
    };
  };
  await editJson(page, channels(21));
  await expect(page.getByText('Give 1 to 20 channels.')).toBeVisible();
  await page.getByRole('button', { name: 'Remove channel more-18' }).click();
  await expect(page.getByText('Give 1 to 20 channels.')).toHaveCount(0);
  const add = page.getByRole('button', { name: 'Add channel' });
  await expect(add).toBeDisabled();
  await add.hover();
  await expect(page.getByRole('tooltip')).toHaveText('At most 20 channels.');
});

test('eval_metric goes with the objective metric, and an objective that computes neither is told on Next', async ({
  page,
}) => {
  await page.goto('/tuning-jobs/create');
  await next(page);
  await page.getByRole('button', { name: 'Add training job definition' }).first().click();
  const evalMetric = page.getByLabel('Value of eval_metric', { exact: true });
  await expect(evalMetric).toHaveValue('auc');
  await choose(page, 'Objective metric', 'validation:rmse');
  await expect(evalMetric).toHaveValue('rmse');
  await next(page);
  const refused = page.getByText(/Hyperparameter eval_metric: rmse is not in/);
  await expect(refused.first()).toBeVisible();
  await expect(
    page.getByText(/Objective metric validation:rmse is not computed for binary:logistic/).first(),
  ).toBeVisible();
  await page
    .getByRole('row', { name: /^objective/ })
    .getByRole('button')
    .first()
    .click();
  await page.getByRole('option', { name: 'reg:squarederror', exact: true }).click();
  await expect(refused).toHaveCount(0);
  await next(page);
  await expect(page.getByLabel('S3 location').first()).toBeVisible();
});
