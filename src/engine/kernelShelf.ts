import type { Constants } from './gpu';

/** Kernels by function, sizes and constants: gpu.js compiles each when it first runs. */
export class KernelShelf<Made> {
  private readonly made = new Map<unknown, Map<string, Made>>();

  of(kernel: unknown, sizes: readonly number[], constants: Constants, make: () => Made): Made {
    let ofKernel = this.made.get(kernel);
    if (ofKernel === undefined) this.made.set(kernel, (ofKernel = new Map<string, Made>()));
    let key = sizes.join('x');
    for (const name in constants) key += `|${name}${String(constants[name])}`;
    let found = ofKernel.get(key);
    if (found === undefined) ofKernel.set(key, (found = make()));
    return found;
  }

  clear(): void {
    this.made.clear();
  }
}
