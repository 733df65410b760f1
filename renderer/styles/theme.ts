import type { Settings } from '../../app/contract/settings.ts';

export type Theme = Settings['theme'];

/** What the root element carries: which palette, and whether its ground is light or dark. */
export interface ResolvedTheme {
  readonly theme: 'light' | 'dark' | 'high-contrast';
  readonly scheme: 'light' | 'dark';
}

/** "system" follows the operating system; high contrast takes only black or white paper from it. */
export function resolveTheme(theme: Theme, systemIsDark: boolean): ResolvedTheme {
  const systemScheme = systemIsDark ? 'dark' : 'light';
  if (theme === 'system') return { theme: systemScheme, scheme: systemScheme };
  if (theme === 'high-contrast') return { theme, scheme: systemScheme };
  return { theme, scheme: theme };
}

/** Puts a theme on the page and keeps following the operating system; returns how to stop. */
export function followTheme(theme: Theme): () => void {
  const query = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const resolved = resolveTheme(theme, query.matches);
    document.documentElement.dataset.theme = resolved.theme;
    document.documentElement.dataset.scheme = resolved.scheme;
  };
  apply();
  query.addEventListener('change', apply);
  return () => {
    query.removeEventListener('change', apply);
  };
}

/**
 * Calls `listener` after every change of palette, for canvases that must read the tokens again;
 * returns how to stop.
 */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'data-scheme'],
  });
  return () => {
    observer.disconnect();
  };
}
