/** Why one did not get on. `time` counts: the same can be said twice. */
export interface Refusal {
  readonly text: string;
  readonly time: number;
}

interface Props {
  /** Where one is; told when it changes. */
  readonly step: string;
  readonly refusal: Refusal | undefined;
}

/** What a screen reader is told and nobody sees. Both places are on the page before anything changes in them. */
export function Spoken({ step, refusal }: Props) {
  return (
    <div className="visually-hidden">
      <output>{step}</output>
      <div role="alert">{refusal && <span key={refusal.time}>{refusal.text}</span>}</div>
    </div>
  );
}
