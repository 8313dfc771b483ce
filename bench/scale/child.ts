/** A process for one measurement: its memory is nobody else's. */
import { measure, type Job } from './process';
import { countWasm } from './memory';

countWasm();
measure(JSON.parse(process.argv[2] ?? '') as Job).then(
  (result) => process.send?.({ result }, () => process.exit(0)),
  (error: unknown) => process.send?.({ failed: String(error) }, () => process.exit(1)),
);
