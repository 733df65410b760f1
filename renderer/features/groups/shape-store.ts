import { MOST_SHAPES } from '../../../app/contract/groups.ts';
import { decodeShapeColumns, type ShapeColumns } from '../../../app/contract/shape-columns.ts';
import { fetchBinary } from '../../bridge/bridge.ts';

/** Requests under way at once: cards in sight share the core with everything else. */
const AT_ONCE = 2;
/** Some megabytes at most. */
const KEPT = 80;

/** Beats to draw, fetched when they come into sight and kept for a while. */
export class ShapeStore {
  readonly #recordingId: string;
  readonly #kept = new Map<string, Promise<ShapeColumns>>();
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  constructor(recordingId: string) {
    this.#recordingId = recordingId;
  }

  /** At most MOST_SHAPES beats. Rejects with an AppError. */
  get(beatIds: readonly number[]): Promise<ShapeColumns> {
    const key = beatIds.slice(0, MOST_SHAPES).join(',');
    const shapes = this.#kept.get(key) ?? this.#fetch(key);
    this.#kept.delete(key);
    this.#kept.set(key, shapes);
    for (const old of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(old);
    }
    shapes.catch(() => this.#kept.delete(key));
    return shapes;
  }

  async #fetch(beatIds: string): Promise<ShapeColumns> {
    if (this.#underWay >= AT_ONCE) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
    this.#underWay += 1;
    try {
      const recordingId = this.#recordingId;
      return decodeShapeColumns(await fetchBinary('shapes', { recordingId, beatIds }));
    } finally {
      this.#underWay -= 1;
      this.#waiting.shift()?.();
    }
  }
}
