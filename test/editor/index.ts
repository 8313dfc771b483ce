/**
 * The entry of the tests inside VS Code: run in the extension host, in its web worker as the extension itself,
 * so mocha comes as its browser build and the tests in this one bundle.
 */
import 'mocha/mocha.js';

/** Tells the tests' own lines from what the editor logs. */
const MARK = '[test] ';
const print = (text: string): void => console.log(`${MARK}${text}`);

/** Prints each test as it ends: the console is all that leaves the worker. */
class TestPrinter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const title = (test: Mocha.Runnable): string => test.titlePath().join(' › ');
    runner.on('pass', (test) => print(`  ✔ ${title(test)} (${test.duration ?? 0} ms)`));
    runner.on('pending', (test) => print(`  - ${title(test)}`));
    runner.on('fail', (test, error: unknown) => {
      print(`  ✘ ${title(test)}`);
      print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
  }
}

/** VS Code calls this and takes a rejection for failed tests. */
export async function run(): Promise<void> {
  mocha.setup({ ui: 'bdd', reporter: TestPrinter, timeout: 30_000 });
  // Only now do `describe` and `it` exist.
  await import('./suite');
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.once('end', () => {
      print(`${runner.stats?.passes ?? 0} passed, ${runner.stats?.failures ?? 0} failed`);
    });
  });
  if (failures > 0) throw new Error(`${failures} editor tests failed.`);
}
