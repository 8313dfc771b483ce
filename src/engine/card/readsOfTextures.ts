/**
 * How a kernel reads a texture. gpu.js finds row and column of a texel with two divisions of whole numbers, which take
 * longer than the read itself; in floats they are quick, and exact as long as they are not too large.
 */

/** A texture of fewer numbers than these is read so. Every whole number up to 2²⁴ is a float, and the quotient of one below 2²¹ texels is never rounded over the next row. */
export const READS_UP_TO = 4 * 2 ** 21;

/** The array is read with one index: the other two are 0. */
export const READS = `
vec4 texelAt(highp sampler2D numbers, ivec2 size, int index) {
  float at = float(index);
  float width = float(size.x);
  float row = floor((at + 0.5) / width);
  return texture(numbers, (vec2(at - row * width, row) + 0.5) / vec2(size));
}
float numberAt(highp sampler2D numbers, ivec2 size, int index) {
  return texelAt(numbers, size, index >> 2)[index & 3];
}
#define getVec4FromSampler2D(numbers, size, dimensions, z, y, x) texelAt(numbers, size, x)
#define getMemoryOptimized32(numbers, size, dimensions, z, y, x) numberAt(numbers, size, x)
`;
