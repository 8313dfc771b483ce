/** What ships: the bundles and what they read, and nothing else. */
import assert from 'node:assert/strict';

const SHIPS = [
  /^package(\.nls(\.\w+)?)?\.json$/,
  /^l10n\/bundle\.l10n(\.\w+)?\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^LICENSE(\.txt)?$/,
  /^dist\/((extension(\.\w+)?|engineWorker|lessonWorker|panel)\.js|panel\.css)$/,
  /^data\/(iris|digits)\.csv$/,
  /^data\/\w+\.md$/,
  /^examples\/[\w-]+\.(mlp\.json|csv)$/,
  /^examples\/course\/[\w-]+(\.de)?\.(mlp\.json|lesson\.md)$/,
  /^media\/[\w.-]+\.(svg|png|json)$/,
  /^media\/walkthrough\/[\w.-]+\.svg$/,
  /^schemas\/(mlp|lesson)\.schema(\.de)?\.json$/,
];

describe('the package', () => {
  it('holds nothing but what ships', async function () {
    this.timeout(60_000);
    const { packagedFiles } = await import('../../../scripts/package.mjs');
    const files = (await packagedFiles()).map((file) => file.replaceAll('\\', '/'));
    assert.deepEqual(
      files.filter((file) => !SHIPS.some((pattern) => pattern.test(file))),
      [],
    );
    for (const needed of [
      'data/iris.csv',
      'examples/course/01-guess-the-number.lesson.md',
      'examples/course/01-guess-the-number.de.lesson.md',
      'examples/course/11-pytorch.de.mlp.json',
      'data/digits.csv',
      'dist/panel.css',
      'media/icon.png',
      'media/walkthrough/open.svg',
      'schemas/mlp.schema.json',
      'schemas/mlp.schema.de.json',
      'package.nls.json',
      'package.nls.de.json',
      'l10n/bundle.l10n.json',
      'l10n/bundle.l10n.de.json',
    ]) {
      assert.ok(files.includes(needed), needed);
    }
  });
});
