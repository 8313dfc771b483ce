/** The part of a script that prints: the same for every dialect, since `tolist()` is. */
import { textLiteral } from './literals';
import type { ScriptSubject } from '../subject';

/** Functions that write a batch step, and `main`. `batch_step` and `STEPS` are the dialect's. */
export function printing({ layers, stand }: ScriptSubject, backend: string): string {
  const stood =
    stand === null
      ? 'None'
      : `(${[stand.phase, stand.layer === null ? null : (layers[stand.layer]?.name ?? ''), stand.operation]
          .map((word) => (word === null ? 'None' : textLiteral(word)))
          .join(', ')})`;
  return `# ---- Printing

# Phase, layer and operation after which the run stood.
STOOD_AFTER = ${stood}

OPERATIONS = {
    "forward": [("preActivation", ["input", "weights", "bias", "preActivation"]), ("output", ["output"])],
    "backward": [
        ("activationDerivative", ["gradient", "activationDerivative"]),
        ("gradientOutput", ["gradientOutput"]),
        ("gradientWeights", ["gradientWeights", "gradientBias"]),
        ("gradientPrev", ["gradientPrev"]),
    ],
    "update": [("update", ["weights", "bias"])],
}
SYMBOLS = {
    "input": "A_prev", "weights": "W", "bias": "b", "preActivation": "Z", "output": "A",
    "gradient": "dL/dA", "activationDerivative": "a'", "gradientOutput": "delta = dL/dZ",
    "gradientWeights": "dL/dW", "gradientBias": "dL/db", "gradientPrev": "dL/dA_prev",
}
MOST = 10  # rows and columns that are printed of a matrix


def shape_of(value):
    return [len(value)] + shape_of(value[0]) if isinstance(value, list) else []


def rows_of(value, indent):
    if isinstance(value[0], list):
        for index, row in enumerate(value[:MOST]):
            if isinstance(row[0], list):
                print(f"{indent}sample {index}")
            rows_of(row, indent)
        if len(value) > MOST:
            print(f"{indent}... {len(value) - MOST} more")
        return
    more = f"  ... {len(value) - MOST} more" if len(value) > MOST else ""
    print(indent + " ".join(f"{number:>12.6g}" for number in value[:MOST]) + more)


def show(name, value):
    if value is None:
        return
    print(f"  {name}  {SYMBOLS[name]}  {' x '.join(str(length) for length in shape_of(value))}")
    rows_of(value, "    ")


def show_operations(phase, layer):
    for operation, names in OPERATIONS[phase]:
        print(f"{phase} {layer['name']}: {operation}")
        for name in names:
            show(name, layer[phase][name])
        stood_here(phase, layer["name"], operation)


def stood_here(*place):
    if place == STOOD_AFTER:
        print("\\n======== The run stood here. What follows, Backstep computes next. ========\\n")


def show_step(step):
    print(f"epoch {step['epoch']}, batch {step['batch']}\\n")
    for layer in step["layers"]:
        show_operations("forward", layer)
    print(f"loss: loss\\n  {step['loss']:.9g}")
    stood_here("loss", None, "loss")
    for layer in reversed(step["layers"]):
        show_operations("backward", layer)
    for layer in step["layers"]:
        show_operations("update", layer)
    print()


def plain(value):
    """Lists and numbers for JSON, which has no word for NaN and infinity: they become text."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    return value


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    if sys.argv[1:] not in ([], ["--json"]):
        sys.exit("usage: python3 SCRIPT [--json]")
    if not sys.argv[1:]:
        for epoch, batch, rows in STEPS:
            show_step(batch_step(epoch, batch, rows))
        return
    print('{"steps":[')
    for index, (epoch, batch, rows) in enumerate(STEPS):
        step = json.dumps(plain(batch_step(epoch, batch, rows)))
        print(step + ("," if index < len(STEPS) - 1 else ""))
    print('],"backend":"${backend}"}')


if __name__ == "__main__":
    main()
`;
}
