import Button from '@cloudscape-design/components/button';
import { memo } from 'react';
import type { Zoom } from './use-zoom.ts';

interface ZoomButtonsProps extends Pick<Zoom, 'by' | 'pan' | 'reset'> {
  readonly name: string;
  /** Nothing is zoomed. */
  readonly whole: boolean;
}

/** Zooming and panning for everyone who does not draw rectangles with a mouse. */
export const ZoomButtons = memo(function ZoomButtons({ by, pan, reset, whole, name }: ZoomButtonsProps) {
  return (
    <fieldset className="zoom-buttons" aria-label={`Zoom ${name}`}>
      <Button variant="icon" iconName="zoom-in" ariaLabel="Zoom in" onClick={() => by(0.7)} />
      <Button
        variant="icon"
        iconName="zoom-out"
        ariaLabel="Zoom out"
        disabled={whole}
        onClick={() => by(1 / 0.7)}
      />
      <Button
        variant="icon"
        iconName="arrow-left"
        ariaLabel="Pan left"
        disabled={whole}
        onClick={() => pan(-0.15, 0)}
      />
      <Button
        variant="icon"
        iconName="arrow-right"
        ariaLabel="Pan right"
        disabled={whole}
        onClick={() => pan(0.15, 0)}
      />
      <Button variant="icon" iconName="undo" ariaLabel="Show all of it" disabled={whole} onClick={reset} />
    </fieldset>
  );
});
