import { strokeOf } from './palette.ts';

/** A short piece of a curve's stroke: the key to its colour and dash. */
export function Swatch({ index, dark }: { readonly index: number; readonly dark: boolean }) {
  const { colour, dash } = strokeOf(index, dark);
  return (
    <svg className="swatch" width="28" height="10" aria-hidden="true" focusable="false">
      <line x1="0" y1="5" x2="28" y2="5" stroke={colour} strokeWidth="2.5" strokeDasharray={dash.join(' ')} />
    </svg>
  );
}
