/** Why something cannot be taken along, in the user's terms. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
