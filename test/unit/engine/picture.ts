import type { Run } from '../../../src/engine/run';
import { QUANTITY_NAMES } from '../../../src/protocol/vocabulary';

/** Every number of the run at this moment, as bits: equal means equal to the last one. */
export function picture(run: Run): string {
  const { moment, position, loss, accuracy, steps, lastEpoch } = run.state();
  const tensors = run.description.layers.map((_, layer) =>
    QUANTITY_NAMES.map((name) => {
      const tensor = run.quantity(layer, name);
      return tensor === null ? null : Buffer.from(tensor.data.slice().buffer).toString('base64');
    }),
  );
  return JSON.stringify({ moment, position, loss, accuracy, steps, lastEpoch, tensors });
}
