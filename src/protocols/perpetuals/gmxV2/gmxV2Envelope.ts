import { keccak256, parseAbi, stringToBytes } from 'viem'
import type { Address, Hash, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { decodeStrict } from '../../decodeStrict.ts'

/** The three events of the emitter: the name of what happened, and its values by key in groups of one type each. */
const envelopes = decodeStrict(
  parseAbi([
    'struct AddressItem { string key; address value; }',
    'struct AddressArrayItem { string key; address[] value; }',
    'struct AddressItems { AddressItem[] items; AddressArrayItem[] arrayItems; }',
    'struct UintItem { string key; uint256 value; }',
    'struct UintArrayItem { string key; uint256[] value; }',
    'struct UintItems { UintItem[] items; UintArrayItem[] arrayItems; }',
    'struct IntItem { string key; int256 value; }',
    'struct IntArrayItem { string key; int256[] value; }',
    'struct IntItems { IntItem[] items; IntArrayItem[] arrayItems; }',
    'struct BoolItem { string key; bool value; }',
    'struct BoolArrayItem { string key; bool[] value; }',
    'struct BoolItems { BoolItem[] items; BoolArrayItem[] arrayItems; }',
    'struct Bytes32Item { string key; bytes32 value; }',
    'struct Bytes32ArrayItem { string key; bytes32[] value; }',
    'struct Bytes32Items { Bytes32Item[] items; Bytes32ArrayItem[] arrayItems; }',
    'struct BytesItem { string key; bytes value; }',
    'struct BytesArrayItem { string key; bytes[] value; }',
    'struct BytesItems { BytesItem[] items; BytesArrayItem[] arrayItems; }',
    'struct StringItem { string key; string value; }',
    'struct StringArrayItem { string key; string[] value; }',
    'struct StringItems { StringItem[] items; StringArrayItem[] arrayItems; }',
    'struct EventLogData { AddressItems addressItems; UintItems uintItems; IntItems intItems; BoolItems boolItems; Bytes32Items bytes32Items; BytesItems bytesItems; StringItems stringItems; }',
    'event EventLog(address msgSender, string eventName, string indexed eventNameHash, EventLogData eventData)',
    'event EventLog1(address msgSender, string eventName, string indexed eventNameHash, bytes32 indexed topic1, EventLogData eventData)',
    'event EventLog2(address msgSender, string eventName, string indexed eventNameHash, bytes32 indexed topic1, bytes32 indexed topic2, EventLogData eventData)',
  ]),
)

/** Topics of the three events. */
export const gmxV2EnvelopeTopics = envelopes.topics

/** An event's name as the emitter indexes it. */
export function gmxV2NameHash(name: string): Hash {
  return keccak256(stringToBytes(name))
}

/** Values of one event by key; a key is looked up by its type, since versions order and add keys as they like. */
export interface GmxV2Items {
  address: ReadonlyMap<string, Address>
  uint: ReadonlyMap<string, bigint>
  int: ReadonlyMap<string, bigint>
  bool: ReadonlyMap<string, boolean>
  bytes32: ReadonlyMap<string, Hash>
  bytes: ReadonlyMap<string, Hex>
}

/** What a log of the emitter says, or why it cannot be trusted. */
export function readGmxV2Envelope(
  log: RawLog,
): { name: string; items: GmxV2Items } | { reason: string } {
  const event = envelopes.decode(log)
  if (event.name === undefined) return { reason: event.reason }
  const { eventName: name, eventNameHash, eventData } = event.args
  if (gmxV2NameHash(name) !== eventNameHash)
    return { reason: `The log is indexed under another name than ${name}, which it gives.` }
  const repeated: string[] = []
  const toMap = <value>(group: { items: readonly { key: string; value: value }[] }) => {
    const map = new Map<string, value>()
    for (const { key, value } of group.items) {
      if (map.has(key)) repeated.push(key)
      map.set(key, value)
    }
    return map
  }
  const items = {
    address: toMap(eventData.addressItems),
    uint: toMap(eventData.uintItems),
    int: toMap(eventData.intItems),
    bool: toMap(eventData.boolItems),
    bytes32: toMap(eventData.bytes32Items),
    bytes: toMap(eventData.bytesItems),
  }
  const [first] = repeated
  return first === undefined
    ? { name, items }
    : { reason: `${name} gives ${first} twice, so that nobody knows which one holds.` }
}
