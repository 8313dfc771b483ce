/** CRC-32 (as in ZIP and PNG) of a text's UTF-16 units: enough to see that a file was cut off or changed. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** Eight hexadecimal digits. */
export function checksum(text: string): string {
  let sum = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    sum = (TABLE[(sum ^ unit) & 0xff] ?? 0) ^ (sum >>> 8);
    sum = (TABLE[(sum ^ (unit >>> 8)) & 0xff] ?? 0) ^ (sum >>> 8);
  }
  return ((sum ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
}
