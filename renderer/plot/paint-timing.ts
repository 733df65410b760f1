/**
 * Records a user-timing measure from `startMs` until the frame that is being painted now is on its
 * way to the screen: a message posted inside a frame is delivered after that frame was painted.
 */
export function measureUntilFrameEnds(name: string, startMs: number): void {
  const painted = new MessageChannel();
  painted.port1.onmessage = () => {
    performance.measure(name, { start: startMs, end: performance.now() });
    painted.port1.close();
  };
  painted.port2.postMessage(null);
}

/** The same until the next frame, which shows what was changed outside of one. */
export function measureUntilPaint(name: string, startMs: number): void {
  requestAnimationFrame(() => {
    measureUntilFrameEnds(name, startMs);
  });
}
