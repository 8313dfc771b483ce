// `backstep dap` as one script: DebugClient gives the program it starts a single argument.
process.argv.push('dap');
require('../../dist/cli.js');
