/** Index in BEAT_CLASSES: N, S, V, F, Q. */
const SUPRAVENTRICULAR = 1;
const VENTRICULAR = 2;
const FUSION = 3;
const UNCLASSIFIABLE = 4;

/**
 * Adds the outline of a class to the current path, centred on (x, y): dot for N, diamond for S,
 * triangle for V, hexagon for F, ring for Q. The same shapes as the class mark of the panels.
 */
export function addClassShape(
  context: CanvasRenderingContext2D,
  classIndex: number,
  x: number,
  y: number,
  radius: number,
): void {
  if (classIndex === SUPRAVENTRICULAR) {
    addPolygon(context, x, y, radius * 1.15, 4, -Math.PI / 2);
  } else if (classIndex === VENTRICULAR) {
    addPolygon(context, x, y + radius * 0.2, radius * 1.25, 3, -Math.PI / 2);
  } else if (classIndex === FUSION) {
    addPolygon(context, x, y, radius * 1.1, 6, 0);
  } else {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
}

/** Q is a ring; every other shape is filled. */
export function isHollowShape(classIndex: number): boolean {
  return classIndex === UNCLASSIFIABLE;
}

function addPolygon(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  corners: number,
  firstAngle: number,
): void {
  for (let corner = 0; corner < corners; corner += 1) {
    const angle = firstAngle + (corner * 2 * Math.PI) / corners;
    const cornerX = x + radius * Math.cos(angle);
    const cornerY = y + radius * Math.sin(angle);
    if (corner === 0) context.moveTo(cornerX, cornerY);
    else context.lineTo(cornerX, cornerY);
  }
  context.closePath();
}
