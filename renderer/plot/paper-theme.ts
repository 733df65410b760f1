import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { onThemeChange } from '../styles/theme.ts';

/** The tokens that canvases need, as CSS colours and pixels. */
export interface PaperTheme {
  readonly paper: string;
  readonly gridMinor: string;
  readonly gridMajor: string;
  readonly trace: string;
  readonly traceWidthPx: number;
  readonly surface: string;
  readonly line: string;
  readonly text: string;
  readonly textMuted: string;
  readonly selection: string;
  readonly reference: string;
  readonly danger: string;
  /** In BEAT_CLASSES order. */
  readonly classColours: readonly string[];
  readonly fontFamily: string;
}

/** Reads the tokens as they are now (tokens.css); an unknown one would draw black. */
export function readPaperTheme(element: Element): PaperTheme {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: token('paper'),
    gridMinor: token('grid-minor'),
    gridMajor: token('grid-major'),
    trace: token('trace'),
    traceWidthPx: Number.parseFloat(token('trace-width')) || 1.25,
    surface: token('surface'),
    line: token('line'),
    text: token('text'),
    textMuted: token('text-muted'),
    selection: token('selection'),
    reference: token('reference'),
    danger: token('danger'),
    classColours: BEAT_CLASSES.map((beatClass) => token(`class-${beatClass.toLowerCase()}`)),
    fontFamily: token('font') || 'sans-serif',
  };
}

/** Calls back when the theme or the display's pixel density changed; returns how to stop. */
export function onDisplayChange(listener: () => void): () => void {
  const stopTheme = onThemeChange(listener);
  let density = densityQuery();
  const densityChanged = (): void => {
    density.removeEventListener('change', densityChanged);
    density = densityQuery();
    density.addEventListener('change', densityChanged);
    listener();
  };
  density.addEventListener('change', densityChanged);
  return () => {
    stopTheme();
    density.removeEventListener('change', densityChanged);
  };
}

function densityQuery(): MediaQueryList {
  return window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
}
