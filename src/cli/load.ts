import { loadProgram, type Program } from '../data/program';
import { formatFault } from '../definition/fault';
import { FileError, programFiles } from './files';
import { CommandError, complain } from './output';
import { DATA_FOLDER } from './package';

/**
 * The program of a definition file. Warnings go to standard error; errors end the command, every one of them
 * in a line of its own, with exit status 1.
 */
export async function load(file: string): Promise<Program> {
  const { faults, program } = await loadProgram(programFiles(file, DATA_FOLDER)).catch((error: unknown) => {
    throw error instanceof FileError ? new CommandError(error.message, 1) : error;
  });
  const lines = faults.map((fault) => formatFault(file, fault));
  if (!program) throw new CommandError(lines.join('\n'), 1);
  for (const line of lines) complain(line);
  return program;
}
