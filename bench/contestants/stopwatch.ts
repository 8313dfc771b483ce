/** Takes the time of a trainer, in the thread where it computes. */
import type { Contestant, Goal, GoalResult, LayerParameters, MakeTrainer, Task, Trainer } from './contestant';

export class Stopwatch implements Contestant {
  private trainer: Trainer | null = null;

  constructor(
    private readonly make: MakeTrainer,
    private readonly description: string,
  ) {}

  async prepare(task: Task): Promise<void> {
    this.trainer?.dispose();
    this.trainer = null;
    this.trainer = await this.make(task);
  }

  async train(epochs: number): Promise<number> {
    const { ready } = this;
    const start = performance.now();
    await ready.train(epochs);
    return performance.now() - start;
  }

  async trainUntil({ accuracy, mostEpochs }: Goal): Promise<GoalResult> {
    const { ready } = this;
    await ready.reset();
    const start = performance.now();
    let [epochs, reached] = [0, 0];
    while (epochs < mostEpochs && reached < accuracy) {
      await ready.train(1);
      epochs++;
      reached = await ready.accuracy();
    }
    return { milliseconds: performance.now() - start, epochs, accuracy: reached };
  }

  parameters(): Promise<LayerParameters[]> {
    return this.ready.parameters();
  }

  describe(): Promise<string> {
    return Promise.resolve(this.description);
  }

  private get ready(): Trainer {
    if (this.trainer === null) throw new Error('This contestant has no task yet.');
    return this.trainer;
  }
}
