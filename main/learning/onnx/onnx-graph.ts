import type { TracedValue } from '../export/traced-graph.ts';
import { ATTRIBUTE_TYPE, DATA_TYPE } from './onnx-schema.ts';

type Attributes = Readonly<Record<string, number | readonly number[]>>;

/** Order of the axes: channels last, as TensorFlow.js has them, or first, as ONNX wants them. */
type Layout = 'last' | 'first';
const TO_FIRST = [0, 3, 1, 2];
const TO_LAST = [0, 2, 3, 1];
/** Where an axis of the channels-last order is in the channels-first order. */
const PLACE_IN_FIRST = [0, 2, 3, 1];

const END_OF_AXIS = 2 ** 53 - 1;

/** Collects the nodes and constants of an ONNX graph. */
export class OnnxGraph {
  readonly nodes: object[] = [];
  readonly initializers: object[] = [];
  /** Names of what was computed, by value and layout. */
  readonly #names = new Map<TracedValue, Partial<Record<Layout, string>>>();
  readonly #constants = new Map<string, string>();

  /** Says what a value is called. */
  name(value: TracedValue, name: string, layout: Layout = 'last'): void {
    this.#names.set(value, { ...this.#names.get(value), [layout]: name });
  }

  /** Whether an image-like value is there with its channels first. */
  isChannelsFirst(value: TracedValue): boolean {
    return this.#names.get(value)?.first !== undefined;
  }

  /** The name of a value in a layout, transposed when it is there in the other one only. */
  nameOf(value: TracedValue, layout: Layout = 'last'): string {
    if (value.constant !== null) {
      return this.constant(value, layout === 'first' ? TO_FIRST : undefined);
    }
    const known = this.#names.get(value) ?? {};
    const wanted = known[layout];
    if (wanted !== undefined) return wanted;
    const other = known[layout === 'first' ? 'last' : 'first'];
    if (other === undefined) throw new Error('A value of the network is used before it is there');
    const perm = layout === 'first' ? TO_FIRST : TO_LAST;
    const name = this.node('Transpose', [other], { perm });
    this.name(value, name, layout);
    return name;
  }

  /** Adds a node and returns the name of its output. */
  node(opType: string, input: readonly string[], attributes: Attributes = {}): string {
    const output = `value_${this.nodes.length}`;
    this.nodes.push({
      opType,
      name: `${opType}_${this.nodes.length}`,
      input: [...input],
      output: [output],
      attribute: Object.entries(attributes).map(([name, value]) =>
        typeof value === 'number'
          ? { name, i: value, type: ATTRIBUTE_TYPE.int }
          : { name, ints: [...value], type: ATTRIBUTE_TYPE.ints },
      ),
    });
    return output;
  }

  /** A constant, its axes in another order where one is given. */
  constant({ shape, constant }: TracedValue, order?: readonly number[]): string {
    if (constant === null) throw new Error('ONNX wants a constant here: no export knows another');
    const dims = order === undefined ? shape : order.map((axis) => shape[axis] as number);
    const key = [constant.name, dims.join('x'), order?.join('') ?? ''].join('|');
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const taken = [...this.#constants.values()].includes(constant.name);
    const name = taken ? `${constant.name}/${this.#constants.size}` : constant.name;
    const values = order === undefined ? constant.values : transpose(constant.values, shape, order);
    this.#add(name, dims, DATA_TYPE.float, values);
    this.#constants.set(key, name);
    return name;
  }

  /** Whole numbers that a node takes as an input. */
  integers(values: readonly number[]): string {
    const key = `integers_${values.join('_')}`;
    if (!this.#constants.has(key)) {
      this.#add(key, [values.length], DATA_TYPE.int64, BigInt64Array.from(values, BigInt));
      this.#constants.set(key, key);
    }
    return key;
  }

  #add(
    name: string,
    dims: readonly number[],
    dataType: number,
    values: Float32Array | BigInt64Array,
  ): void {
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.initializers.push({ name, dims: [...dims], dataType, rawData });
  }
}

/** Ends of a slice, open where it reaches the end of an axis (or of all beats). */
export function sliceEnds(
  begin: readonly number[],
  lengths: readonly number[],
  shape: readonly number[],
): number[] {
  return begin.map((first, axis) => {
    const end = first + (lengths[axis] as number);
    return end === shape[axis] ? END_OF_AXIS : end;
  });
}

export function placeInChannelsFirst(axis: number): number {
  return PLACE_IN_FIRST[axis] as number;
}

/** Numbers with their axes in another order. */
function transpose(
  values: Float32Array,
  shape: readonly number[],
  order: readonly number[],
): Float32Array {
  const strides = shape.map((_, axis) =>
    shape.slice(axis + 1).reduce((product, length) => product * length, 1),
  );
  const lengths = order.map((axis) => shape[axis] as number);
  const steps = order.map((axis) => strides[axis] as number);
  const output = new Float32Array(values.length);
  const index = lengths.map(() => 0);
  for (let place = 0; place < output.length; place += 1) {
    const from = index.reduce((sum, position, axis) => sum + position * (steps[axis] as number), 0);
    output[place] = values[from] as number;
    for (let axis = index.length - 1; axis >= 0; axis -= 1) {
      const next = (index[axis] as number) + 1;
      index[axis] = next === lengths[axis] ? 0 : next;
      if (index[axis] !== 0) break;
    }
  }
  return output;
}
