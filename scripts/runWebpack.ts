import webpack from 'webpack';

/** Builds bundles. Rejects with what webpack says of their faults. */
export function runWebpack(configurations: webpack.Configuration[]): Promise<webpack.MultiStats> {
  return new Promise((resolve, reject) => {
    webpack(configurations, (error, stats) => {
      if (error) reject(error);
      else if (stats === undefined || stats.hasErrors())
        reject(new Error(stats?.toString('errors-only') ?? 'webpack says nothing.'));
      else resolve(stats);
    });
  });
}
