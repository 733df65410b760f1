/**
 * Records a user-timing measure from `startMs` until the next frame is on its way to the screen:
 * a message posted inside a frame is delivered after that frame was painted.
 */
export function measureUntilPaint(name: string, startMs: number): void {
  requestAnimationFrame(() => {
    const painted = new MessageChannel();
    painted.port1.onmessage = () => {
      performance.measure(name, { start: startMs, end: performance.now() });
      painted.port1.close();
    };
    painted.port2.postMessage(null);
  });
}
