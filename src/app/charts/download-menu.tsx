import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { memo, useContext, type RefObject } from 'react';
import { fileName } from './picture-text.ts';
import { pictureOf } from './picture.ts';
import { saveFile, toPng } from './save.ts';
import { Subject } from './subject.ts';

interface DownloadMenuProps {
  /** What the chart shows: the title of the picture, and with its subject the name of the file. */
  readonly name: string;
  /** Holds the chart and the key to it; while it shows a table instead, only the numbers can be had. */
  readonly chart: RefObject<Element | null>;
  readonly pictures?: boolean;
  readonly csv: () => string | Promise<string>;
  readonly dark: boolean;
}

/** Saves a chart as SVG or PNG and its numbers as CSV. */
export const DownloadMenu = memo(function DownloadMenu({
  name,
  chart,
  pictures = true,
  csv,
  dark,
}: DownloadMenuProps) {
  const subject = useContext(Subject);
  const file = fileName(subject, name);
  const save = async (id: string) => {
    if (id === 'csv') return saveFile(`${file}.csv`, new Blob([await csv()], { type: 'text/csv' }));
    const picture = chart.current && pictureOf(chart.current, { title: name, subject, dark });
    if (!picture) return;
    if (id === 'svg') return saveFile(`${file}.svg`, new Blob([picture.svg], { type: 'image/svg+xml' }));
    saveFile(`${file}.png`, await toPng(picture));
  };
  return (
    <ButtonDropdown
      ariaLabel={`Download ${name}`}
      expandToViewport
      items={[
        { id: 'svg', text: 'Picture (SVG)', disabled: !pictures },
        { id: 'png', text: 'Picture (PNG)', disabled: !pictures },
        { id: 'csv', text: 'Numbers (CSV)' },
      ]}
      onItemClick={({ detail }) => void save(detail.id)}
    >
      Download
    </ButtonDropdown>
  );
});
