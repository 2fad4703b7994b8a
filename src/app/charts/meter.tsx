interface MeterProps {
  readonly label: string;
  /** 0–100. */
  readonly percent: number;
  readonly text: string;
}

/** How far something is. Silent while it grows: a screen reader reads it when it is asked. */
export function Meter({ label, percent, text }: MeterProps) {
  return (
    <div className="meter">
      <span className="meter-label">{label}</span>
      <progress
        className="meter-bar"
        aria-label={label}
        aria-valuetext={text}
        max={100}
        value={Math.min(100, Math.max(0, percent))}
      />
      <span className="meter-text">{text}</span>
    </div>
  );
}
