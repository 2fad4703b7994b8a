import { createJob, expect, expectAccessible, next, setPace, test } from './fixtures.ts';

/** Forty customers; who has had many complaints leaves. */
const CUSTOMERS = [
  'id,plan,complaints,minutes,leaves',
  ...Array.from(
    { length: 40 },
    (_, i) =>
      `c-${i},${['basic', 'gold', 'team'][i % 3]},${i % 7},${i % 5 === 0 ? '' : 10 + i},${i % 7 > 3 ? 'yes' : 'no'}`,
  ),
].join('\n');

test('I upload a table of my own, prepare it and tune on it', async ({ page }) => {
  await page.goto('/data');
  await page
    .getByRole('button', { name: 'Upload data' })
    .or(page.getByRole('link', { name: 'Upload data' }))
    .click();
  const file = { name: 'Customers.csv', mimeType: 'text/csv', buffer: Buffer.from(CUSTOMERS) };
  await page.getByLabel('Choose file').setInputFiles(file);
  await expect(page.getByRole('table', { name: 'Columns of the file' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Prepare', exact: true }).click();
  await expect(page.getByText('The data is ready to train on')).toBeVisible();
  await expectAccessible(page);
  for (const channel of ['train', 'validation']) {
    await expect(page.getByText(`s3://etude-data/customers/${channel}/`)).toBeVisible();
  }

  await page
    .getByRole('button', { name: 'Create tuning job' })
    .or(page.getByRole('link', { name: 'Create tuning job' }))
    .click();
  await page.getByLabel('Tuning job name').fill('own-data');
  await next(page);
  await page.getByRole('link', { name: 'TrainingJobDefinition-1' }).click();
  await next(page);
  for (const [i, channel] of ['train', 'validation'].entries()) {
    await expect(page.getByLabel('S3 location').nth(i)).toHaveValue(`s3://etude-data/customers/${channel}/`);
  }
  await page.getByRole('button', { name: 'Browse S3 for channel train' }).click();
  const picker = page.getByRole('dialog', { name: 'Choose a folder' });
  await expect(picker.getByText('train.csv', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await picker.getByRole('link', { name: 'Buckets' }).click();
  for (const folder of ['etude-data', 'customers/', 'train/'])
    await picker.getByRole('button', { name: folder, exact: true }).click();
  await picker.getByRole('button', { name: 'Choose this folder' }).click();
  await expect(page.getByLabel('S3 location').first()).toHaveValue('s3://etude-data/customers/train/');
  await next(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await next(page);
  await page.getByLabel('Maximum parallel training jobs').fill('2');
  await page.getByLabel('Maximum training jobs', { exact: true }).fill('3');
  await next(page);
  await createJob(page);
  await setPace(page, 'As fast as possible');
  await expect(page.getByText('3 of 3 training jobs ended')).toBeVisible();
  await expect(page.getByText('Retryable: 0, non-retryable: 0')).toBeVisible();
});

test('Dates in my table are told apart from text: I see how each is read, and they become numbers', async ({
  page,
}) => {
  const table = [
    'joined,seen,signed,born,leaves',
    ...Array.from({ length: 24 }, (_, i) =>
      [
        `2026-0${1 + (i % 9)}-1${i % 10}`,
        i === 5 ? '' : `2026-03-1${i % 10} 1${i % 10}:30`,
        `0${1 + (i % 9)}/1${i % 2}/2025`,
        `${10 + i}/12/1990`.replace(/^3[2-9]/, '09'),
        i % 2 ? 'yes' : 'no',
      ].join(','),
    ),
  ].join('\n');
  await page.goto('/data/upload');
  const file = { name: 'Members.csv', mimeType: 'text/csv', buffer: Buffer.from(table) };
  await page.getByLabel('Choose file').setInputFiles(file);
  const columns = page.getByRole('table', { name: 'Columns of the file' });
  const row = (name: string) => columns.getByRole('row', { name: new RegExp(`\\b${name}\\b`) });
  await expect(row('joined').getByText('Date', { exact: true })).toBeVisible();
  await expect(row('seen').getByText('Date and time')).toBeVisible();
  await expect(row('born').getByText('Day first, as 13/12/1990 shows.')).toBeVisible();
  await expect(row('signed').getByText(/is the day or the month first in 01\/10\/2025\?/)).toBeVisible();
  await columns.getByRole('checkbox', { name: /Use born/ }).uncheck();
  await columns.getByRole('checkbox', { name: /Use signed/ }).uncheck();
  await page.getByRole('radio', { name: /^Year, month, weekday and hour/ }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Prepare', exact: true }).click();
  await page.getByText('8 columns, in file order').click();
  for (const name of ['joined (weekday)', 'seen (year)', 'seen (hour)'])
    await expect(page.getByRole('listitem').filter({ hasText: name })).toBeVisible();
});

test('A table of thousands of columns does not hold the page up: I find the one I look for and leave it out', async ({
  page,
}) => {
  const columns = Array.from({ length: 1900 }, (_, i) => `c${i}`);
  const rows = Array.from({ length: 20 }, (_, j) => columns.map((_name, i) => (i * j) % 7).join(','));
  const table = [columns.join(','), ...rows].join('\n');
  await page.goto('/data/upload');
  const file = { name: 'Wide.csv', mimeType: 'text/csv', buffer: Buffer.from(table) };
  await page.getByLabel('Choose file').setInputFiles(file);
  await expect(page.getByText('20 rows, 1900 columns.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find columns' }).fill('c1898');
  await page.getByRole('checkbox', { name: 'Use c1898' }).uncheck();
  await expect(page.getByText('1 match', { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Prepare', exact: true }).click();
  // Every seventh column is always 0, so it was left out at first.
  await expect(page.getByText('1627 columns, in file order')).toBeVisible();
  await page.getByRole('link', { name: 'Look at train' }).click();
  await page.getByRole('link', { name: 'train.csv' }).click();
  await expect(page.getByText(/^The first 15 rows and 100 of 1627 columns/)).toBeVisible();
});

test('I generate moons to my measure and look at them', async ({ page }) => {
  await page.goto('/data');
  await page
    .getByRole('button', { name: 'Generate moons' })
    .or(page.getByRole('link', { name: 'Generate moons' }))
    .click();
  await page.getByLabel('Samples', { exact: true }).fill('60');
  await page.getByLabel('Samples to train on').fill('59');
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  await expect(page.getByText('At least two of the samples have to be left for validation.')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Samples to train on').fill('20');
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  await expect(page.getByText('The data is ready to train on')).toBeVisible();
  await expect(page.getByText('40 rows')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Look at train' }).click();
  await page.getByRole('link', { name: 'train.csv' }).click();
  await expect(page.getByRole('table', { name: 'First rows of train.csv' }).getByRole('row')).toHaveCount(21);
});

test('A table without rows is refused with the reason, and I go on with another', async ({ page }) => {
  await page.goto('/data/upload');
  const choose = (text: string, name: string) =>
    page
      .getByLabel(/^Choose (file|another file)$/)
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await choose('a,b,c\n', 'empty.csv');
  await expect(page.getByText('The file has a header and no rows.')).toBeVisible();
  await expectAccessible(page);
  await choose(CUSTOMERS, '<img src=x onerror=alert(1)>.csv');
  await expect(page.getByRole('button', { name: 'Prepare', exact: true })).toBeVisible();
  await expect(page.getByLabel('Destination')).toHaveValue('s3://etude-data/img-src-x-onerror-alert-1/');
});

test('I drop a table on the page, and think better of a large one while it is read and while it is prepared', async ({
  page,
}) => {
  await page.goto('/data/upload');
  await expect(page.getByLabel('Choose file')).toBeAttached();
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
    return data;
  }, CUSTOMERS);
  const body = page.locator('body');
  await body.dispatchEvent('dragenter', { dataTransfer: dropped });
  await body.dispatchEvent('dragover', { dataTransfer: dropped });
  await page
    .getByText('Drop the file here', { exact: true })
    .dispatchEvent('drop', { dataTransfer: dropped });
  const columns = page.getByRole('table', { name: 'Columns of the file' });
  await expect(columns).toBeVisible();
  await expect(page.getByText('dropped.csv')).toBeVisible();

  const rows = Array.from({ length: 600_000 }, (_, i) => `${(i * 7919) % 100_003},${i},${i % 2}`);
  const large = {
    name: 'large.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['a,b,y', ...rows].join('\n')),
  };
  const choose = () => page.getByLabel(/^Choose (another )?file$/).setInputFiles(large);
  await choose();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('large.csv')).toBeHidden();
  await expect(columns).toBeHidden();

  await choose();
  await expect(columns).toBeVisible();
  await page.getByRole('button', { name: 'Prepare', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeHidden();
  await expect(page.getByRole('alert').filter({ hasText: 'large' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Prepare', exact: true })).toBeEnabled();
  await page.getByRole('link', { name: 'Data', exact: true }).first().click();
  await expect(page.getByRole('row', { name: /etude-samples/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /etude-data/ })).toHaveCount(0);
});
