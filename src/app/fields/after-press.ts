/**
 * Runs `task` at once, or, while a mouse button or finger is down, right after the click that it leads to. A field
 * loses focus between press and release; were its error to appear there, the page would move under the pointer and
 * the click would miss its button.
 */
export function afterPress(task: () => void): void {
  if (!pressed) return task();
  waiting.push(task);
}

let pressed = false;
let waiting: (() => void)[] = [];

function release() {
  pressed = false;
  // The click event follows `pointerup` within the same task of the browser; a timer comes after both.
  setTimeout(() => {
    const tasks = waiting;
    waiting = [];
    for (const task of tasks) task();
  });
}

if (typeof addEventListener === 'function') {
  addEventListener('pointerdown', () => (pressed = true), { capture: true });
  addEventListener('pointerup', release, { capture: true });
  addEventListener('pointercancel', release, { capture: true });
  // Released outside the window: no pointerup arrives.
  addEventListener('blur', () => pressed && release());
}
