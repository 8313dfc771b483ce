/**
 * Plain values as JSON, bit for bit: typed arrays go into a table of their own, each once however often it is
 * used, and numbers that JSON has no word for (NaN, infinity, -0) are written as text in an object.
 */

const KINDS = { f32: Float32Array, f64: Float64Array, i32: Int32Array, u32: Uint32Array } as const;
type Kind = keyof typeof KINDS;
type Numbers = InstanceType<(typeof KINDS)[Kind]>;

/** Keys that no value of ours has. */
const ARRAY = '$array';
const NUMBER = '$number';

interface Written {
  readonly arrays: readonly (readonly [Kind, string])[];
  readonly value: unknown;
}

export function toJson(value: unknown): string {
  const places = new Map<Numbers, number>();
  const arrays: [Kind, string][] = [];
  const plain = (one: unknown): unknown => {
    if (typeof one === 'number') return isJsonNumber(one) ? one : { [NUMBER]: wordOf(one) };
    if (Array.isArray(one)) return one.map(plain);
    const kind = kindOf(one);
    if (kind !== null) {
      const numbers = one as Numbers;
      const place = places.get(numbers) ?? arrays.push([kind, base64Of(bytesOf(numbers))]) - 1;
      places.set(numbers, place);
      return { [ARRAY]: place };
    }
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, plain(inner)]));
  };
  const written: Written = { value: plain(value), arrays };
  return JSON.stringify(written);
}

/** The value again, with the same arrays in the same places. Throws when the text is none of `toJson`. */
export function fromJson(text: string): unknown {
  const { arrays, value } = JSON.parse(text) as Written;
  const read = arrays.map(([kind, base64]) => new KINDS[kind](bytesIn(base64).buffer));
  const live = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(live);
    if (typeof one !== 'object' || one === null) return one;
    if (ARRAY in one) {
      const array = read[Number(one[ARRAY])];
      if (array === undefined) throw new Error('an array is missing');
      return array;
    }
    if (NUMBER in one) return Number(one[NUMBER]);
    return Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, live(inner)]));
  };
  return live(value);
}

function isJsonNumber(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

function wordOf(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function kindOf(value: unknown): Kind | null {
  const kinds = Object.keys(KINDS) as Kind[];
  return kinds.find((kind) => value instanceof KINDS[kind]) ?? null;
}

/** Every engine that JavaScript runs on is little-endian, and so is the file. */
function bytesOf({ buffer, byteOffset, byteLength }: Numbers): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** So many bytes at a time: the arguments of a call are not without end. A multiple of three. */
const PIECE = 0x6000;

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE)
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  return text;
}

function bytesIn(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
