/** Numbers as a person reads them. */

/** Four significant digits: 0.2984, 1.234e-7. */
export function lossText(loss: number): string {
  return String(Number(loss.toPrecision(4)));
}

/** 0.973 as 97.3 %. */
export function percentText(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
