/** A number as the check of an answer says it: six digits, what a float32 is good for. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value);
}
