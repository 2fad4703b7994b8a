import Button from '@cloudscape-design/components/button';
import type { Zoom } from './use-zoom.ts';

/** Zooming and panning for everyone who does not draw rectangles with a mouse. */
export function ZoomButtons({ zoom, name }: { readonly zoom: Zoom; readonly name: string }) {
  const whole = zoom.window === undefined;
  return (
    <fieldset className="zoom-buttons" aria-label={`Zoom ${name}`}>
      <Button variant="icon" iconName="zoom-in" ariaLabel="Zoom in" onClick={() => zoom.by(0.7)} />
      <Button
        variant="icon"
        iconName="zoom-out"
        ariaLabel="Zoom out"
        disabled={whole}
        onClick={() => zoom.by(1 / 0.7)}
      />
      <Button
        variant="icon"
        iconName="arrow-left"
        ariaLabel="Pan left"
        disabled={whole}
        onClick={() => zoom.pan(-0.15, 0)}
      />
      <Button
        variant="icon"
        iconName="arrow-right"
        ariaLabel="Pan right"
        disabled={whole}
        onClick={() => zoom.pan(0.15, 0)}
      />
      <Button
        variant="icon"
        iconName="undo"
        ariaLabel="Show all of it"
        disabled={whole}
        onClick={zoom.reset}
      />
    </fieldset>
  );
}
