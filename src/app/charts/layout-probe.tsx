import { useLayoutEffect } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import type { PlotArea, ToScreen } from './draw.ts';

/**
 * Tells the layout of the recharts chart it is put into: the plot area and the scales can only be read inside.
 * `onLayout` is called whenever they or it change.
 */
export function LayoutProbe({
  onLayout,
}: {
  readonly onLayout: (area: PlotArea, toScreen: ToScreen) => void;
}) {
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  useLayoutEffect(() => {
    if (area && xScale && yScale) {
      onLayout(area, ({ x, y }) => ({ x: xScale(x) ?? 0, y: yScale(y) ?? 0 }));
    }
  }, [area, xScale, yScale, onLayout]);
  return null;
}
