import { useEffect, useState, type ReactNode } from 'react';

interface VirtualTableProps {
  readonly label: string;
  readonly head: readonly string[];
  readonly count: number;
  /** Pixels; all rows are equally high. */
  readonly rowHeight: number;
  readonly height: number;
  /** The first row in sight, whenever it changes. */
  readonly onRange: (from: number) => void;
  /** The cells of a row, as many as `head` has. */
  readonly cells: (index: number) => readonly ReactNode[];
}

/** Rows beyond the edges that are rendered too, so that scrolling never shows a gap. */
const MARGIN = 6;

/** A table of any length of which only what is in sight is in the document; every row says its place in the whole. */
export function VirtualTable({ label, head, count, rowHeight, height, onRange, cells }: VirtualTableProps) {
  const [top, setTop] = useState(0);
  const from = Math.max(0, Math.min(Math.floor(top / rowHeight), count - 1) - MARGIN);
  const to = Math.min(count, Math.ceil((top + height) / rowHeight) + MARGIN);
  useEffect(() => onRange(from), [from, onRange]);
  return (
    <div
      className="virtual-table"
      style={{ maxHeight: height }}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      {/* Padding in place of the rows that are not in the document. */}
      <div style={{ paddingTop: from * rowHeight, paddingBottom: (count - to) * rowHeight }}>
        <table aria-label={label} aria-rowcount={count + 1}>
          <thead>
            <tr aria-rowindex={1}>
              {head.map((text) => (
                <th key={text} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i).map((index) => (
              <tr key={index} aria-rowindex={index + 2} style={{ height: rowHeight }}>
                {cells(index).map((cell, i) => (
                  <td key={head[i]}>
                    <div style={{ maxHeight: rowHeight - 12 }}>{cell}</div>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
