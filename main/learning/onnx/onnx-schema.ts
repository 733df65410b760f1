import protobuf from 'protobufjs/light.js';

/**
 * The part of onnx.proto (ONNX 1.16, https://github.com/onnx/onnx) that a model with its weights
 * needs: field numbers and types as there, names in camel case.
 */
const MESSAGES = {
  ModelProto: {
    irVersion: ['int64', 1],
    producerName: ['string', 2],
    producerVersion: ['string', 3],
    docString: ['string', 6],
    graph: ['GraphProto', 7],
    opsetImport: ['OperatorSetIdProto', 8, 'repeated'],
    metadataProps: ['StringStringEntryProto', 14, 'repeated'],
  },
  OperatorSetIdProto: { domain: ['string', 1], version: ['int64', 2] },
  StringStringEntryProto: { key: ['string', 1], value: ['string', 2] },
  GraphProto: {
    node: ['NodeProto', 1, 'repeated'],
    name: ['string', 2],
    initializer: ['TensorProto', 5, 'repeated'],
    input: ['ValueInfoProto', 11, 'repeated'],
    output: ['ValueInfoProto', 12, 'repeated'],
  },
  NodeProto: {
    input: ['string', 1, 'repeated'],
    output: ['string', 2, 'repeated'],
    name: ['string', 3],
    opType: ['string', 4],
    attribute: ['AttributeProto', 5, 'repeated'],
  },
  AttributeProto: {
    name: ['string', 1],
    i: ['int64', 3],
    ints: ['int64', 8, 'repeated'],
    type: ['int32', 20],
  },
  TensorProto: {
    dims: ['int64', 1, 'repeated'],
    dataType: ['int32', 2],
    name: ['string', 8],
    rawData: ['bytes', 9],
  },
  ValueInfoProto: { name: ['string', 1], type: ['TypeProto', 2], docString: ['string', 3] },
  TypeProto: { tensorType: ['TensorTypeProto', 1] },
  TensorTypeProto: { elemType: ['int32', 1], shape: ['TensorShapeProto', 2] },
  TensorShapeProto: { dim: ['DimensionProto', 1, 'repeated'] },
  DimensionProto: { dimValue: ['int64', 1], dimParam: ['string', 2] },
} as const;

/** `AttributeProto.AttributeType` */
export const ATTRIBUTE_TYPE = { int: 2, ints: 7 } as const;
/** `TensorProto.DataType` */
export const DATA_TYPE = { float: 1, int64: 7 } as const;

const root = protobuf.Root.fromJSON({
  nested: Object.fromEntries(
    Object.entries(MESSAGES).map(([message, fields]) => [
      message,
      {
        fields: Object.fromEntries(
          Object.entries(fields as Record<string, readonly [string, number, 'repeated'?]>).map(
            ([name, [type, id, rule]]) => [
              name,
              // onnx.proto is proto2, which packs no repeated numbers.
              { type, id, ...(rule === undefined ? {} : { rule, options: { packed: false } }) },
            ],
          ),
        ),
      },
    ]),
  ),
});

/** A model in ONNX's binary form. `model` follows the messages above. */
export function encodeModelProto(model: object): Uint8Array {
  const type = root.lookupType('ModelProto');
  const wrong = type.verify(model);
  if (wrong !== null) throw new Error(`This is no ONNX model: ${wrong}`);
  return type.encode(type.create(model)).finish();
}
