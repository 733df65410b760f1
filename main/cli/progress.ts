/** How far a long command is, on standard error. */
export interface Progress {
  /** `fraction` of the stage, 0..1. */
  report(stage: string, fraction: number): void;
  /** Ends the line that is being rewritten, if any. */
  end(): void;
}

const REDRAW_MS = 100;

/**
 * One line rewritten in place on a terminal; elsewhere one line per stage, so that logs stay short.
 * `title` names what is worked on.
 */
export function createProgress(title: string): Progress {
  const live = process.stderr.isTTY;
  let shown = '';
  let drawnAt = 0;
  return {
    report(stage, fraction) {
      const isNew = stage !== shown;
      shown = stage;
      if (!live) {
        if (isNew) process.stderr.write(`${title}: ${stage}\n`);
        return;
      }
      const now = performance.now();
      if (!isNew && fraction < 1 && now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      const percent = String(Math.floor(100 * fraction)).padStart(3);
      process.stderr.write(`\r\u001b[K${title}: ${stage} ${percent} %`);
    },
    end() {
      if (live && shown !== '') process.stderr.write('\r\u001b[K');
      shown = '';
    },
  };
}
