import assert from 'node:assert/strict';
import { describeAdapter } from '../../../src/engine/host/browserEnvironment';

describe('a WebGPU adapter', () => {
  it('is a graphics card by what it says of itself', () => {
    const info = { vendor: 'nvidia', architecture: 'ampere', device: '', description: '' };
    assert.deepEqual(describeAdapter({ info }), { description: 'nvidia ampere', software: false });
  });

  it('is software when its name or the browser says so', () => {
    assert.ok(describeAdapter({ info: { vendor: 'google', architecture: 'swiftshader' } }).software);
    assert.ok(describeAdapter({ info: { description: 'llvmpipe (LLVM 15.0.7, 256 bits)' } }).software);
    assert.ok(describeAdapter({ info: { description: 'Microsoft Basic Render Driver' } }).software);
    assert.ok(describeAdapter({ info: { vendor: 'intel', isFallbackAdapter: true } }).software);
    assert.ok(describeAdapter({ isFallbackAdapter: true }).software);
    assert.ok(!describeAdapter({ info: { vendor: 'apple', description: 'Apple Warped M9' } }).software);
  });

  it('may say nothing of itself', () => {
    assert.deepEqual(describeAdapter({}), { description: 'an unnamed adapter', software: false });
  });
});
