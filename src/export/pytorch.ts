/** Batch steps as a PyTorch script: the gradients are autograd's, the updates torch.optim's. */
import type { ScriptSubject } from './subject';
import { activationFunctions } from './python/functions';
import { header, type Dialect } from './python/header';
import { layersList, needsUnpack, samplesAndSteps } from './python/network';
import { printing } from './python/printing';
import { TORCH_ACTIVATIONS, torchLoss, torchMemory, torchOptimizer } from './pytorchParts';
import { shortCutIn } from './shortCut';

const PYTORCH: Dialect = {
  name: 'PyTorch',
  id: 'pytorch',
  needs: 'Needs Python 3.7 and PyTorch 1.10 or later, and nothing else.',
  factor: [
    'autograd differentiates that mean, so every .grad of a matrix with one row per sample is 1/N of what Backstep',
    'shows: gradient, gradientOutput and gradientPrev there are those of single samples. The script multiplies them',
    'by N. The .grad of weights and bias contains the 1/N on both sides: those are printed as they are.',
    "What PyTorch's hooks call grad_output is gradient here, not gradientOutput.",
  ],
};

export function pytorchScript(subject: ScriptSubject): string {
  const { layers, loss, optimizer, states } = subject;
  const shortCut = shortCutIn(subject);
  const activations = activationFunctions(
    layers.map(({ activation }) => activation),
    TORCH_ACTIVATIONS,
  );
  return [
    header(subject, PYTORCH),
    imports(needsUnpack(subject)),
    `# ---- The activation functions\n\n${activations.code}`,
    `# ---- The loss\n\n${torchLoss(loss, shortCut)}`,
    `# ---- The network, as it is before the first batch step\n\n${layersList(subject, (layer) => [
      ['activation', activations.names[layer] ?? ''],
    ])}
PARAMETERS = [layer[name] for layer in LAYERS for name in ("weights", "bias") if layer[name] is not None]
for parameter in PARAMETERS:
    parameter.requires_grad_()
`,
    `# ---- The optimizer\n\n${torchOptimizer(optimizer)}\n${torchMemory(optimizer, states)}`,
    `# ---- The data\n\n${samplesAndSteps(subject)}\n`,
    batchStep(shortCut !== null),
    printing(subject, PYTORCH.id),
  ].join('\n\n');
}

function imports(unpack: boolean): string {
  const names = ['json', 'math', 'sys'];
  return `${(unpack ? ['base64', ...names] : names).map((name) => `import ${name}\n`).join('')}
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def array(numbers):
    return torch.tensor(numbers)
${
  unpack
    ? `

def unpack(text, *shape):
    """float32 numbers in base64: too many to be read here."""
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.float32).reshape(shape).double()
`
    : ''
}`;
}

function batchStep(hasShortCut: boolean): string {
  return `# ---- One batch step: forward, loss, backward, update

def batch_step(epoch, batch, rows):
    X, Y = INPUTS[rows], TARGETS[rows]
    N = len(X)
    OPTIMIZER.zero_grad()
    results = []
    A = X.clone().requires_grad_()
    for layer in LAYERS:
        input, W, b = A, layer["weights"], layer["bias"]
        Z = input @ W if b is None else input @ W + b
        A = layer["activation"](Z)
        # .grad is kept for parameters only, unless one asks for it.
        Z.retain_grad()
        A.retain_grad()
        results.append((layer, input, Z, A, {"weights": as_list(W), "bias": as_list(b)}))

    loss = losses_of(Z, A, Y).mean()
    loss.backward()

    rows_of_layers = []
    for layer, input, Z, A, before in results:
        W, b = layer["weights"], layer["bias"]
${
  hasShortCut
    ? `        gradient = loss_gradient(Z.detach(), Y) if layer is LAYERS[-1] else N * A.grad`
    : '        gradient = N * A.grad'
}
        rows_of_layers.append({
            "name": layer["name"],
            "forward": {
                "input": as_list(input),
                **before,
                "preActivation": as_list(Z),
                "output": as_list(A),
            },
            "backward": {
                "gradient": as_list(gradient),
                "activationDerivative": as_list(derivative(layer["activation"], Z)),
                # times N: autograd's are those of the mean over the batch
                "gradientOutput": as_list(N * Z.grad),
                # as they are: Backstep's are those of the mean, too
                "gradientWeights": as_list(W.grad),
                "gradientBias": None if b is None else as_list(b.grad),
                "gradientPrev": as_list(N * input.grad),
            },
        })

    OPTIMIZER.step()
    for layer, row in zip(LAYERS, rows_of_layers):
        row["update"] = {"weights": as_list(layer["weights"]), "bias": as_list(layer["bias"])}
    return {"epoch": epoch, "batch": batch, "loss": loss.item(), "layers": rows_of_layers}


def derivative(activation, Z):
    """dA/dZ: N x m where each output has its own Z, one m x m Jacobian per sample for softmax."""
    Z = Z.detach().requires_grad_()
    A = activation(Z)
    if activation.__name__ != "softmax":
        return torch.autograd.grad(A.sum(), Z)[0]
    columns = range(A.shape[1])
    return torch.stack([torch.autograd.grad(A[:, i].sum(), Z, retain_graph=True)[0] for i in columns], dim=1)


def as_list(tensor):
    return None if tensor is None else tensor.detach().tolist()
`;
}
