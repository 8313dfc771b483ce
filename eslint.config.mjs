// The room rules of CONTRIBUTING.md, checked rather than remembered.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Every room and the rooms it may import from; what is not listed is forbidden. */
const MAY_IMPORT = {
  protocol: [],
  definition: ['protocol'],
  data: ['protocol', 'definition'],
  expressions: ['protocol', 'definition'],
  lessons: ['protocol', 'definition', 'expressions'],
  engine: ['protocol', 'definition', 'data', 'expressions'],
  export: ['protocol', 'definition', 'data'],
  debug: ['protocol', 'definition', 'data', 'expressions', 'export'],
  panel: ['protocol'],
  extension: ['protocol', 'definition', 'data', 'expressions', 'lessons', 'export', 'debug', 'engine'],
  cli: ['protocol', 'definition', 'data', 'expressions', 'lessons', 'export', 'debug', 'engine'],
};
const ROOMS = Object.keys(MAY_IMPORT);

const NODE_MODULES = [
  'node:*',
  'fs',
  'fs/*',
  'path',
  'os',
  'url',
  'worker_threads',
  'child_process',
  'process',
];
const DOM_GLOBALS = ['window', 'document', 'navigator', 'self', 'localStorage', 'alert', 'fetch'];
const NODE_GLOBALS = ['process', 'Buffer', 'require', '__dirname', '__filename', 'global'];

/** @param {string} room */
function roomRules(room) {
  const forbiddenRooms = ROOMS.filter((other) => other !== room && !MAY_IMPORT[room].includes(other));
  const patterns = [
    ...(forbiddenRooms.length > 0
      ? [
          {
            group: forbiddenRooms.map((other) => `**/../${other}/**`),
            message: `The room '${room}' may not import from there (see CONTRIBUTING.md).`,
          },
        ]
      : []),
    ...(room === 'extension' ? [] : [{ group: ['vscode'], message: 'Only src/extension imports vscode.' }]),
    ...(room === 'cli'
      ? []
      : [{ group: NODE_MODULES, message: 'What differs by platform is handed in (see CONTRIBUTING.md).' }]),
  ];
  const globals = [
    ...(room === 'cli' ? [] : NODE_GLOBALS),
    ...(room === 'panel' ? [] : room === 'cli' ? DOM_GLOBALS.filter((g) => g !== 'fetch') : DOM_GLOBALS),
  ];
  return {
    files: [`src/${room}/**/*.{ts,tsx}`],
    // engine/host has one file per platform: there, and only there, a platform may be named.
    ignores: room === 'engine' ? ['src/engine/host/**'] : [],
    rules: {
      'no-restricted-imports': ['error', { patterns }],
      'no-restricted-globals': ['error', ...globals],
    },
  };
}

export default tseslint.config(
  { ignores: ['dist/**', '.vscode-test/**', 'node_modules/**', 'test-results/**', 'bench/peers/**'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-console': 'error',
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  ...ROOMS.map(roomRules),
  {
    files: [
      'src/{definition,data,expressions,lessons,engine,export,debug,protocol,panel,extension,cli}/**/*.{ts,tsx}',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only: one name per thing.' },
      ],
    },
  },
  // What an index begins with tells gpu.js to keep it whole, see kernels/thread.ts.
  { files: ['src/engine/kernels/**'], rules: { 'no-useless-assignment': 'off' } },
  { files: ['src/cli/**', 'scripts/**', 'test/**', 'bench/**'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: {
        console: 'readonly',
        process: 'readonly',
        require: 'readonly',
        module: 'readonly',
        URL: 'readonly',
        __dirname: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
      },
    },
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      '@typescript-eslint/no-require-imports': 'off',
      'no-console': 'off',
    },
  },
);
