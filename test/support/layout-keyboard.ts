import type { CDPSession, Page } from 'playwright';

/** What some keys of a layout type, by their place on the keyboard (`KeyboardEvent.code`). */
export type Layout = Readonly<Record<string, string>>;

export const RUSSIAN: Layout = {
  KeyN: 'т',
  KeyS: 'ы',
  KeyV: 'м',
  KeyF: 'а',
  KeyQ: 'й',
  KeyK: 'л',
  KeyZ: 'я',
  Comma: 'б',
};

/** Its Q types a semicolon: a sign, which says nothing of the script. */
export const GREEK: Layout = { KeyN: 'ν', KeyS: 'σ', KeyV: 'ω', KeyF: 'φ' };

const CONTROL = 2;

/**
 * Presses keys as the operating system reports them under another layout: Playwright's own keyboard
 * knows only that of the United States.
 */
export class LayoutKeyboard {
  readonly #session: CDPSession;
  readonly #layout: Layout;

  private constructor(session: CDPSession, layout: Layout) {
    this.#session = session;
    this.#layout = layout;
  }

  static async of(window: Page, layout: Layout): Promise<LayoutKeyboard> {
    return new LayoutKeyboard(await window.context().newCDPSession(window), layout);
  }

  async press(code: string, { control = false } = {}): Promise<void> {
    const key = this.#layout[code];
    if (key === undefined) throw new Error(`The layout has no ${code}`);
    const event = { key, code, modifiers: control ? CONTROL : 0 };
    // With Control a key types nothing.
    await this.#session.send('Input.dispatchKeyEvent', {
      ...event,
      ...(control ? { type: 'rawKeyDown' } : { type: 'keyDown', text: key }),
    });
    await this.#session.send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' });
  }
}
