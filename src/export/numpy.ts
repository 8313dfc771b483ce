/** Batch steps as a NumPy script: every equation written out, nothing but NumPy needed. */
import type { ScriptSubject } from './subject';
import { lossFunctions, NUMPY_ACTIVATIONS, updateFunction } from './numpyParts';
import { activationFunctions } from './python/functions';
import { header, type Dialect } from './python/header';
import { layersList, needsUnpack, samplesAndSteps, tensorList } from './python/network';
import { printing } from './python/printing';
import { shortCutIn } from './shortCut';

const NUMPY: Dialect = {
  name: 'NumPy',
  id: 'numpy',
  needs: 'Needs Python 3.7 and NumPy, and nothing else.',
  factor: [
    'gradient, gradientOutput and gradientPrev are those of single samples, not divided by N. The division happens',
    'once, in gradientWeights and gradientBias. A framework that averages the loss first (PyTorch does) shows the',
    'former divided by N; its weight gradients are the same.',
  ],
};

export function numpyScript(subject: ScriptSubject): string {
  const { layers, loss, optimizer } = subject;
  const shortCut = shortCutIn(subject);
  const activations = activationFunctions(
    layers.map(({ activation }) => activation),
    NUMPY_ACTIVATIONS,
  );
  const erf = layers.some(({ activation }) => activation.type === 'gelu');
  return [
    header(subject, NUMPY),
    imports(needsUnpack(subject), erf),
    `# ---- The activation functions and their derivatives\n\n${activations.code}`,
    `# ---- The loss\n\n${lossFunctions(loss, shortCut)}`,
    `# ---- The optimizer: ${optimizer.type}\n\n${updateFunction(optimizer)}`,
    `# ---- The network, as it is before the first batch step\n\n${layersList(subject, (layer) => {
      const state = subject.states[layer];
      return [
        ['activation', activations.names[layer] ?? ''],
        ['derivative', `${activations.names[layer] ?? ''}_derivative`],
        ['memoryOfWeights', tensorList(state?.memory.weights ?? [])],
        ['memoryOfBias', tensorList(state?.memory.bias ?? [])],
        ['updates', String(state?.updates ?? 0)],
      ];
    })}\n`,
    `# ---- The data\n\n${samplesAndSteps(subject)}\n`,
    batchStep(shortCut !== null),
    printing(subject, NUMPY.id),
  ].join('\n\n');
}

function imports(unpack: boolean, erf: boolean): string {
  const names = ['json', 'math', 'sys'];
  return `${(unpack ? ['base64', ...names] : names).map((name) => `import ${name}\n`).join('')}
import numpy as np

np.seterr(all="ignore")  # exp of a large number is inf on the way to a right result
${erf ? '\nerf = np.vectorize(math.erf, otypes=[float])\n' : ''}

def array(numbers):
    return np.array(numbers, dtype=np.float64)
${
  unpack
    ? `

def unpack(text, *shape):
    """float32 numbers in base64: too many to be read here."""
    return np.frombuffer(base64.b64decode(text), dtype="<f4").astype(np.float64).reshape(shape)
`
    : ''
}`;
}

function batchStep(hasShortCut: boolean): string {
  return `# ---- One batch step: forward, loss, backward, update

def batch_step(epoch, batch, rows):
    X, Y = INPUTS[rows], TARGETS[rows]
    N = len(X)
    results = []
    A = X
    for layer in LAYERS:
        input, W, b = A, layer["weights"], layer["bias"]
        Z = input @ W if b is None else input @ W + b
        A = layer["activation"](Z)
        forward = {"input": input, "weights": W, "bias": b, "preActivation": Z, "output": A}
        results.append({"name": layer["name"], "forward": forward})

    loss = losses_of(Z, A, Y).mean()
    gradient = loss_gradient(Z, A, Y)

    for layer, result in zip(reversed(LAYERS), reversed(results)):
        input, W, Z, A = (result["forward"][name] for name in ("input", "weights", "preActivation", "output"))
        activationDerivative = layer["derivative"](Z, A)
${
  hasShortCut
    ? `        if layer is LAYERS[-1]:
            gradientOutput = loss_delta(A, Y)
        elif activationDerivative.ndim == 3:`
    : '        if activationDerivative.ndim == 3:'
}
            # Softmax: each row times the Jacobian of its sample.
            gradientOutput = np.einsum("si,sij->sj", gradient, activationDerivative)
        else:
            gradientOutput = gradient * activationDerivative
        gradientPrev = gradientOutput @ W.T
        result["backward"] = {
            "gradient": gradient,
            "activationDerivative": activationDerivative,
            "gradientOutput": gradientOutput,
            # The sum of the samples' outer products; here, and only here, it is divided by N.
            "gradientWeights": input.T @ gradientOutput / N,
            "gradientBias": None if layer["bias"] is None else gradientOutput.sum(axis=0) / N,
            "gradientPrev": gradientPrev,
        }
        gradient = gradientPrev

    for layer, result in zip(LAYERS, results):
        layer["updates"] += 1
        for name, of, memory in (("weights", "gradientWeights", "memoryOfWeights"), ("bias", "gradientBias", "memoryOfBias")):
            if layer[name] is not None:
                layer[name], layer[memory] = update(
                    layer[name], result["backward"][of], layer[memory], layer["updates"]
                )
        result["update"] = {"weights": layer["weights"], "bias": layer["bias"]}

    return {"epoch": epoch, "batch": batch, "loss": float(loss), "layers": [as_lists(one) for one in results]}


def as_lists(result):
    return {
        part: value if part == "name" else {name: None if x is None else x.tolist() for name, x in value.items()}
        for part, value in result.items()
    }
`;
}
