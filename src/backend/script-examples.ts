/** Two ready scripts, as objects of the bundled bucket: each really trains, and logs as a framework would. */
export interface ScriptExample {
  readonly id: string;
  readonly title: string;
  readonly uri: string;
  readonly body: string;
  /** How its log shows its metrics. */
  readonly metrics: readonly { readonly Name: string; readonly Regex: string }[];
}

const KERAS = `// A small network for two classes, logged as Keras does.
// Data: CSV without header, label (0 or 1) first. Hyperparameters arrive as text.
export async function train({ hyperparameters, channels, report, log, checkpoint }) {
  const epochs = Number(hyperparameters.epochs ?? 20);
  const rate = Number(hyperparameters.learning_rate ?? 0.05);
  const hidden = Number(hyperparameters.hidden_units ?? 16);
  const rows = channels.train.rows;
  const held = channels.validation.rows;
  const inputs = rows[0].length - 1;

  const random = () => (Math.random() - 0.5) * 2;
  const w1 = Array.from({ length: hidden }, () => Array.from({ length: inputs + 1 }, random));
  const w2 = Array.from({ length: hidden + 1 }, random);

  const forward = (row) => {
    const h = w1.map((w) => Math.tanh(w[inputs] + row.slice(1).reduce((s, x, i) => s + x * w[i], 0)));
    const z = w2[hidden] + h.reduce((s, x, i) => s + x * w2[i], 0);
    return { h, p: 1 / (1 + Math.exp(-z)) };
  };
  const score = (data) => {
    let loss = 0, right = 0;
    for (const row of data) {
      const p = Math.min(1 - 1e-7, Math.max(1e-7, forward(row).p));
      loss -= row[0] ? Math.log(p) : Math.log(1 - p);
      right += (p > 0.5) === (row[0] === 1) ? 1 : 0;
    }
    return { loss: loss / data.length, accuracy: right / data.length };
  };

  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let i = rows.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [rows[i], rows[j]] = [rows[j], rows[i]];
    }
    for (const row of rows) {
      const { h, p } = forward(row);
      const error = p - row[0];
      for (let k = 0; k < hidden; k++) {
        const back = error * w2[k] * (1 - h[k] * h[k]);
        w2[k] -= rate * error * h[k];
        for (let i = 0; i < inputs; i++) w1[k][i] -= rate * back * row[i + 1];
        w1[k][inputs] -= rate * back;
      }
      w2[hidden] -= rate * error;
    }
    const seen = score(rows), val = score(held);
    log(\`Epoch \${epoch}/\${epochs} - loss: \${seen.loss.toFixed(4)} - accuracy: \${seen.accuracy.toFixed(4)} - val_loss: \${val.loss.toFixed(4)} - val_accuracy: \${val.accuracy.toFixed(4)}\`);
    checkpoint({ epoch, w1, w2 });
    await report(); // ends the epoch; may wait, or never return when the training job is stopped
  }
  return { w1, w2 };
}
`;

const PYTORCH = `// Logistic regression with momentum, logged as a PyTorch loop usually prints.
// Data: CSV without header, label (0 or 1) first.
export async function train({ hyperparameters, channels, report, log }) {
  const epochs = Number(hyperparameters.epochs ?? 20);
  const rate = Number(hyperparameters.learning_rate ?? 0.1);
  const momentum = Number(hyperparameters.momentum ?? 0.9);
  const rows = channels.train.rows;
  const held = channels.validation.rows;
  const inputs = rows[0].length - 1;
  const mean = Array.from({ length: inputs }, (_, i) => rows.reduce((s, r) => s + r[i + 1], 0) / rows.length);
  const spread = mean.map((m, i) => Math.sqrt(rows.reduce((s, r) => s + (r[i + 1] - m) ** 2, 0) / rows.length) || 1);
  const scaled = (row) => mean.map((m, i) => (row[i + 1] - m) / spread[i]);
  const x = rows.map(scaled), v = held.map(scaled);
  const w = new Float64Array(inputs + 1), speed = new Float64Array(inputs + 1);
  const predict = (z) => 1 / (1 + Math.exp(-(w[inputs] + z.reduce((s, a, i) => s + a * w[i], 0))));

  for (let epoch = 1; epoch <= epochs; epoch++) {
    const gradient = new Float64Array(inputs + 1);
    let loss = 0;
    x.forEach((z, n) => {
      const p = predict(z), y = rows[n][0];
      loss -= Math.log(Math.max(1e-9, y ? p : 1 - p));
      for (let i = 0; i < inputs; i++) gradient[i] += ((p - y) * z[i]) / x.length;
      gradient[inputs] += (p - y) / x.length;
    });
    for (let i = 0; i <= inputs; i++) {
      speed[i] = momentum * speed[i] - rate * gradient[i];
      w[i] += speed[i];
    }
    const right = v.filter((z, n) => (predict(z) > 0.5) === (held[n][0] === 1)).length;
    log(\`[epoch \${epoch}] train loss \${(loss / x.length).toFixed(5)}\`);
    log(\`Test set: Accuracy: \${right}/\${v.length} (\${((100 * right) / v.length).toFixed(2)}%)\`);
    await report();
  }
  return { w: [...w] };
}
`;

const FOLDER = 's3://etude-samples/scripts/';

export const scriptExamples: readonly ScriptExample[] = [
  {
    id: 'keras-like',
    title: 'A small network with a log as Keras prints it',
    uri: `${FOLDER}keras-like/train.js`,
    body: KERAS,
    metrics: [
      { Name: 'val_loss', Regex: 'val_loss: ([0-9.]+)' },
      { Name: 'val_accuracy', Regex: 'val_accuracy: ([0-9.]+)' },
      { Name: 'loss', Regex: ' loss: ([0-9.]+)' },
    ],
  },
  {
    id: 'pytorch-like',
    title: 'Logistic regression with a log as a PyTorch loop prints it',
    uri: `${FOLDER}pytorch-like/train.js`,
    body: PYTORCH,
    metrics: [
      { Name: 'test:accuracy', Regex: 'Accuracy: \\d+/\\d+ \\(([0-9.]+)%\\)' },
      { Name: 'train:loss', Regex: 'train loss ([0-9.]+)' },
    ],
  },
];
