import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app, screen, type BrowserWindow, type Point } from 'electron';
import * as v from 'valibot';

const stateSchema = v.object({
  place: v.nullable(v.object({ x: v.number(), y: v.number() })),
  width: v.pipe(v.number(), v.minValue(640)),
  height: v.pipe(v.number(), v.minValue(480)),
  maximized: v.boolean(),
});
type WindowState = v.InferOutput<typeof stateSchema>;

const FIRST_STATE: WindowState = { place: null, width: 1440, height: 900, maximized: false };

function stateFile(): string {
  return path.join(app.getPath('userData'), 'window.json');
}

function isOnScreen({ x, y }: Point): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const insideX = x >= workArea.x && x < workArea.x + workArea.width;
    return insideX && y >= workArea.y && y < workArea.y + workArea.height;
  });
}

/** Where the window was when it closed; the first size when unknown, damaged or off-screen. */
export function readWindowState(): WindowState {
  try {
    const state = v.parse(stateSchema, JSON.parse(readFileSync(stateFile(), 'utf8')));
    return state.place === null || isOnScreen(state.place) ? state : { ...state, place: null };
  } catch {
    return FIRST_STATE;
  }
}

/** Writes the window's place whenever it closes; losing it is harmless, so errors are ignored. */
export function keepWindowState(window: BrowserWindow): void {
  window.on('close', () => {
    try {
      const { x, y, width, height } = window.getNormalBounds();
      const maximized = window.isMaximized();
      const state: WindowState = { place: { x, y }, width, height, maximized };
      writeFileSync(stateFile(), JSON.stringify(state));
    } catch {
      // A read-only or full profile folder must not keep the window open.
    }
  });
}
