interface Props {
  readonly values: readonly (number | null)[];
  /** What the line shows, for those who cannot see it. */
  readonly label: string;
}

const WIDTH = 120;
const HEIGHT = 28;

/** A small line of values in order, without axes; gaps where a value is missing. */
export function Sparkline({ values, label }: Props) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return <>–</>;
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const x = (i: number) => 2 + (i / (values.length - 1)) * (WIDTH - 4);
  const y = (value: number) => 2 + (1 - (value - low) / span) * (HEIGHT - 4);
  const path = values
    .map((value, i) => {
      if (value === null) return '';
      // A line begins after every gap.
      const begins = i === 0 || values[i - 1] === null;
      return `${begins ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
  return (
    <svg width={WIDTH} height={HEIGHT}>
      <title>{label}</title>
      <path d={path} fill="none" stroke="currentColor" strokeWidth={1.5} />
    </svg>
  );
}
