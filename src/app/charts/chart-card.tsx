import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Empty, type EmptyWords } from '../empty.tsx';
import { DataTable, dataCsv, type DataColumn, type DataRow } from './data-table.tsx';
import { DownloadMenu } from './download-menu.tsx';
import styles from './chart-card.module.css';

export interface ChartCardProps {
  readonly title: string;
  /** One sentence: what there is to see. */
  readonly summary: string;
  /** How the numbers came about, where they are more than what was reported. */
  readonly method?: string;
  readonly controls?: ReactNode;
  readonly legend?: ReactNode;
  /** Set when there is nothing to draw: why, and what to do. */
  readonly empty?: EmptyWords | undefined;
  readonly columns: readonly DataColumn[];
  /** Made when they are looked at or taken away. */
  readonly rows: () => readonly DataRow[];
  readonly selected?: readonly string[];
  readonly onSelect?: ((ids: readonly string[]) => void) | undefined;
  readonly dark: boolean;
  /** Its level below the headings around it. */
  readonly level?: 'h2' | 'h3';
  readonly children: ReactNode;
}

/**
 * A chart with its name, its sentence, the table behind it, and both as files. The picture is drawn once it comes near
 * the window: a page of a dozen charts opens as fast as one of two.
 */
export function ChartCard({
  title,
  summary,
  method,
  controls,
  legend,
  empty,
  columns,
  rows,
  selected,
  onSelect,
  dark,
  level = 'h3',
  children,
}: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  const chart = useRef<HTMLElement>(null);
  const near = useNear(chart);
  return (
    <Container
      fitHeight
      header={
        <Header
          variant={level}
          actions={
            empty === undefined && (
              <SpaceBetween direction="horizontal" size="s" alignItems="center">
                <Toggle
                  checked={asTable}
                  ariaLabel={`Show ${title} as table`}
                  onChange={({ detail }) => setAsTable(detail.checked)}
                >
                  Table
                </Toggle>
                <DownloadMenu
                  name={title}
                  chart={chart}
                  pictures={!asTable}
                  csv={() => dataCsv(columns, rows())}
                  dark={dark}
                />
              </SpaceBetween>
            )
          }
        >
          {title}
        </Header>
      }
    >
      <SpaceBetween size="s">
        {controls}
        {empty ? (
          <Empty {...empty} />
        ) : asTable ? (
          <DataTable label={title} columns={columns} rows={rows()} selected={selected} onSelect={onSelect} />
        ) : (
          <figure ref={chart} className="curve-figure">
            <div className={styles['picture']}>{near && children}</div>
            {legend}
            <figcaption>
              {summary}
              {method !== undefined && <div className={styles['method']}>{method}</div>}
            </figcaption>
          </figure>
        )}
      </SpaceBetween>
    </Container>
  );
}

/** Whether the element has been near the window; it stays drawn from then on. */
function useNear(target: { readonly current: HTMLElement | null }): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = target.current;
    if (near || !element) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: '300px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  });
  return near;
}
