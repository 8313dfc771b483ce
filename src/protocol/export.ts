/** The ways in which a quantity leaves the panel, for another program to read. */

/** As text for the clipboard: an expression of that language, lines of numbers, or a typeset matrix. */
export type CopyFormat = 'numpy' | 'javascript' | 'csv' | 'latex';
export type SaveFormat = 'npy' | 'csv';

export type Export =
  | { readonly to: 'clipboard'; readonly format: CopyFormat }
  | { readonly to: 'file'; readonly format: SaveFormat };

/** A drawn view as a file of its own. */
export type PictureFormat = 'svg' | 'png';

/** The file, or why there is none. */
export type PictureFile = { readonly bytes: Uint8Array } | { readonly refusal: string };
