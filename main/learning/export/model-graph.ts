import type { TracedValue } from './traced-graph.ts';

/** A tensor as a weights manifest lists it. */
export interface ManifestEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
}

/** Attributes by the kinds that a GraphDef in JSON has. */
type NodeAttributes = Readonly<Record<string, object>>;

/** Collects the nodes and constants of a graph model. */
export class ModelGraph {
  readonly nodes: object[] = [];
  readonly constants: Buffer[] = [];
  readonly entries: ManifestEntry[] = [];
  readonly #names = new Map<TracedValue, string>();
  readonly #known = new Set<string>();

  name(value: TracedValue, name: string): void {
    this.#names.set(value, name);
  }

  nameOf(value: TracedValue): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    if (value.constant === null) throw new Error('A value is used before it is there');
    const { name, shape, values } = value.constant;
    if (name.startsWith('constant_')) this.#constant(name, { shape, dtype: 'float32' }, values);
    else this.#constantNode(name, 'float32');
    const used =
      shape.join() === value.shape.join()
        ? name
        : this.node('Reshape', [name, this.integers(value.shape)]);
    this.name(value, used);
    return used;
  }

  /** Adds a node and returns its name, which is that of its output. */
  node(
    op: string,
    input: readonly string[],
    attr: NodeAttributes = {},
    name = `${op}_${this.nodes.length}`,
  ): string {
    this.nodes.push({ name, op, input: [...input], attr: { T: FLOAT, ...attr } });
    return name;
  }

  /** Whole numbers that an operation takes as an input. */
  integers(values: readonly number[]): string {
    const name = `integers_${values.join('_')}`;
    this.#constant(name, { shape: [values.length], dtype: 'int32' }, Int32Array.from(values));
    return name;
  }

  /** One whole number, without a dimension. */
  integer(value: number): string {
    const name = `integer_${value}`;
    this.#constant(name, { shape: [], dtype: 'int32' }, Int32Array.of(value));
    return name;
  }

  #constant(
    name: string,
    entry: Pick<ManifestEntry, 'shape' | 'dtype'>,
    values: Float32Array | Int32Array,
  ): void {
    if (this.#known.has(name)) return;
    this.entries.push({ name, ...entry });
    this.constants.push(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
    this.#constantNode(name, entry.dtype);
  }

  #constantNode(name: string, dtype: ManifestEntry['dtype']): void {
    if (this.#known.has(name)) return;
    this.#known.add(name);
    const type = dtype === 'float32' ? 'DT_FLOAT' : 'DT_INT32';
    this.nodes.push({ name, op: 'Const', input: [], attr: { dtype: { type } } });
  }
}

const FLOAT = { type: 'DT_FLOAT' };
