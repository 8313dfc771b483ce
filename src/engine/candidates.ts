/** Which backends a run could use, in the order in which they are tried, each with its reason. */
import * as l10n from '@vscode/l10n';
import type { BackendName } from '../protocol/engine';
import type { Adapter, BackendEnvironment, Work } from './backends';

/**
 * From this size on a product may go to a graphics card. Every result of a batch step is read back, since every one
 * is shown, and a dozen readbacks take a millisecond at the very least; webasm does two to four million multiply-adds
 * in that time.
 */
export const WORTH_A_READBACK = 1_000_000;
/**
 * From this size on any graphics card is faster: webasm works on the product alone for 50 ms and more. Nothing is
 * measured, since that would take as long again.
 */
export const BEYOND_DOUBT = 200_000_000;

export interface Candidate {
  readonly name: BackendName;
  readonly reason: string;
}

export interface Candidates {
  readonly line: readonly Candidate[];
  /** Those among which only a measurement can tell; none where the answer is certain. */
  readonly rivals: readonly Rival[];
  /** What the times depend on beside the network: the browser and its adapters. */
  readonly machine: string;
}

/** A backend that may be the fastest, and the graphics card it runs on; null: the processor. */
export interface Rival {
  readonly name: BackendName;
  readonly card: string | null;
}

/** What 'auto' may come to. A graphics card that is emulated on the processor is never among them. */
export async function automaticCandidates(environment: BackendEnvironment, work: Work): Promise<Candidates> {
  const onProcessor = PROCESSOR_BACKENDS.filter((name) => environment.offered.includes(name));
  const products = work.largestProduct.toLocaleString('en');
  if (work.largestProduct < WORTH_A_READBACK) {
    const limit = WORTH_A_READBACK.toLocaleString('en');
    const reason = l10n.t(
      'The largest product of a batch step takes {0} multiply-adds: below {1}, reading results back from a graphics card costs more than it saves.',
      products,
      limit,
    );
    return certain(onProcessor.map((name) => ({ name, reason })));
  }
  const cards: (Candidate & Rival)[] = [];
  const without: string[] = [];
  const machine = [environment.browser ?? ''];
  for (const name of CARD_BACKENDS) {
    const adapter = await adapterFor(name, environment);
    machine.push(`${name}: ${adapter?.description ?? 'none'}`);
    if (adapter === null) continue;
    const { description } = adapter;
    if (adapter.software) {
      without.push(l10n.t('{0} ({1}) is emulated on the processor, not a graphics card.', description, name));
    } else {
      const reason = l10n.t(
        'The largest product of a batch step takes {0} multiply-adds, enough to pay for reading back from {1}.',
        products,
        description,
      );
      cards.push({ name, reason, card: description });
    }
  }
  const reason =
    cards.length > 0
      ? l10n.t('The graphics card could not be used.')
      : [l10n.t('No graphics card is at hand.'), ...without].join(' ');
  const line = [...cards, ...onProcessor.map((name) => ({ name, reason }))];
  if (cards.length === 0 || work.largestProduct >= BEYOND_DOUBT) return certain(line);
  // The cpu is never faster than webasm, and there only where that is missing.
  const processor = onProcessor.slice(0, 1).map((name) => ({ name, card: null }));
  return { line, rivals: [...processor, ...cards], machine: machine.join('; ') };
}

/** The backend that was asked for. Rejects, saying why and what is offered, when it cannot be had. */
export async function forcedCandidate(
  name: BackendName,
  environment: BackendEnvironment,
): Promise<Candidates> {
  const refuse = (why: string): Error => new Error(`${why} ${offer(environment)}`);
  if (!environment.offered.includes(name))
    throw refuse(l10n.t("The backend '{0}' is not available: it does not exist here.", name));
  if (name === 'webasm' || name === 'cpu') return certain([{ name, reason: l10n.t('It was asked for.') }]);
  const adapter = await adapterFor(name, environment);
  if (adapter === null)
    throw refuse(l10n.t("The backend '{0}' is not available: no graphics adapter answers.", name));
  const reason = adapter.software
    ? l10n.t('It was asked for; it runs on {0}, which is emulated on the processor.', adapter.description)
    : l10n.t('It was asked for; it runs on {0}.', adapter.description);
  return certain([{ name, reason }]);
}

/** What is offered here, as a sentence. */
export function offer(environment: BackendEnvironment): string {
  return l10n.t('Offered here: {0}.', environment.offered.join(', '));
}

const CARD_BACKENDS = ['webgpu', 'webgl2'] as const satisfies readonly BackendName[];
const PROCESSOR_BACKENDS = ['webasm', 'cpu'] as const satisfies readonly BackendName[];

function certain(line: readonly Candidate[]): Candidates {
  return { line, rivals: [], machine: '' };
}

async function adapterFor(
  name: (typeof CARD_BACKENDS)[number],
  environment: BackendEnvironment,
): Promise<Adapter | null> {
  if (!environment.offered.includes(name)) return null;
  return name === 'webgpu' ? environment.webgpuAdapter() : environment.webgl2Renderer();
}
